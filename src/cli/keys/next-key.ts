import { join } from 'node:path';
import { StoreError } from '../../engine/ports/store.ts';
import type { KeyService } from '../../keys/key-service.ts';
import { newKeyText } from '../../keys/load-master-key.ts';
import { type HeldKey, keyIn } from '../../keys/wrapped-master-key.ts';
import { isWrapped, type KeyText, makeNextKeyFile, nextKeyText, setNextKeyAside } from '../../stores/master-key.ts';
import { CommandError } from '../command-error.ts';

export interface Making {
  service: KeyService | null;
  /** No key service is to wrap it. */
  bare: boolean;
  /** One that was made before and does not open is put aside, and another one made. */
  beginAnew: boolean;
  out: (line: string) => void;
}

/**
 * The key in `master.key.next`: the one that a change made before it was cut short, or a new one. Throws StoreError
 * where it does not open, and CommandError where it is not kept as it is asked to be now.
 */
export async function madeNextKey(dataDir: string, making: Making): Promise<HeldKey> {
  const { service, bare, out } = making;
  const before = nextKeyText(dataDir);
  const opened = before === null ? null : await openedNextKey(before, making);
  if (opened !== null) {
    requireKeptAsAsked(join(dataDir, 'master.key.next'), opened, making);
    return opened;
  }
  if (before !== null)
    out(`The new key that was made before does not open. It is kept, as ${setNextKeyAside(dataDir, before.text)}`);
  const next = makeNextKeyFile(dataDir, await newKeyText(bare ? null : service));
  return { key: await keyIn(next, service), text: next.text };
}

/** Null: it does not open, and another one is to be made. A service that is away says nothing of what it wrapped. */
async function openedNextKey(before: KeyText, { service, beginAnew }: Making): Promise<HeldKey | null> {
  try {
    return { key: await keyIn(before, service), text: before.text };
  } catch (error) {
    if (beginAnew && error instanceof StoreError && error.kind === 'wrong-key') return null;
    throw error;
  }
}

function requireKeptAsAsked(file: string, { text }: HeldKey, { service, bare }: Making): void {
  const isToBeWrapped = service !== null && !bare;
  if (isWrapped(text) === isToBeWrapped) return;
  throw new CommandError(
    isToBeWrapped
      ? `${file} holds a new key that was made before, and no key service wraps it. Go on with it as it is: add --bare. To have another one made, move that file away and add --begin-anew.`
      : `${file} holds a new key that was made before, and a key service wraps it. Go on with it: leave --bare out. To have another one made, move that file away and add --begin-anew.`,
  );
}
