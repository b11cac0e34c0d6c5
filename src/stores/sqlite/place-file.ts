import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../engine/ports/store.ts';
import { guarded } from './errors.ts';

/** What systems answer where a file cannot have a second name: memory sticks, some network shares. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EACCES']);
/** Where a folder cannot be made durable by itself, its file system does it or nobody can. */
const unsyncable = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EISDIR', 'EBADF']);

/**
 * Makes a file under a name of its own first, readable by its owner only; nothing half-written is ever seen under `target`, nothing is written
 * over, and two at once do not meet in one draft. Throws StoreError `conflict` when something is there already. `link` is for tests.
 */
export async function placeFile<T>(
  target: string,
  make: (draft: string) => Promise<T>,
  link: (draft: string, target: string) => void = linkSync,
): Promise<T> {
  const what = `the copy ${target}`;
  if (existsSync(target)) throw taken(target);
  const draft = `${target}.${randomBytes(6).toString('hex')}.unfinished`;
  try {
    guarded(what, () => closeSync(openSync(draft, 'wx', 0o600)));
    const made = await make(draft);
    guarded(what, () => {
      syncFile(draft);
      giveName(draft, target, link);
      syncFolder(dirname(target));
    });
    return made;
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${end}`, { force: true });
  }
}

/** A link never replaces a file, as a renaming does. Where there are none, the name is taken first, and what is replaced is our own empty file. */
function giveName(draft: string, target: string, link: (draft: string, target: string) => void): void {
  try {
    link(draft, target);
    return;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw taken(target);
    if (!withoutLinks.has(codeOf(error))) throw error;
  }
  try {
    closeSync(openSync(target, 'wx', 0o600));
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? taken(target) : error;
  }
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
}

function taken(target: string): StoreError {
  return new StoreError('conflict', `${target} is there already, and Relais writes over nothing`);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  try {
    syncFile(path);
  } catch (error) {
    if (!unsyncable.has(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
