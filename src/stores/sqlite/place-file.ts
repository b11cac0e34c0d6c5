import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../engine/ports/store.ts';
import { giveName, type Link } from '../give-name.ts';
import { syncFile, syncFolder } from '../sync-file.ts';
import { guarded, theCopy } from './errors.ts';

/**
 * Makes a file under a name of its own first, readable by its owner only; nothing half-written is ever seen under
 * `target`, nothing is written over, and two at once do not meet in one draft. Throws StoreError `conflict` when
 * something is there already. `link` is for tests.
 */
export async function placeFile<T>(target: string, make: (draft: string) => Promise<T>, link?: Link): Promise<T> {
  const what = theCopy(target);
  if (existsSync(target)) throw taken(target);
  const draft = `${target}.${randomBytes(6).toString('hex')}.unfinished`;
  try {
    guarded(what, () => closeSync(openSync(draft, 'wx', 0o600)));
    const made = await make(draft);
    guarded(what, () => {
      syncFile(draft);
      if (giveName(draft, target, link) === 'taken') throw taken(target);
      syncFolder(dirname(target));
    });
    return made;
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${end}`, { force: true });
  }
}

function taken(target: string): StoreError {
  return new StoreError('conflict', `${target} is there already, and Relais writes over nothing`);
}
