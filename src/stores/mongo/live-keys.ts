import type { ChangingKeyring } from '../keyring.ts';
import { ringKey } from '../ring.ts';
import type { Collections } from './collections.ts';
import { majorityRead } from './connection.ts';
import { bytes } from './documents.ts';
import { guardedAsync } from './errors.ts';
import type { LiveKeys } from './transactions.ts';

/** The ring as a majority has it; null: there is none. */
export async function readRing({ meta }: Pick<Collections, 'meta'>): Promise<Uint8Array | null> {
  const found = await guardedAsync(() => meta.findOne({ _id: ringKey }, majorityRead));
  return found && bytes.parse(found.value);
}

/** The keys of one process on this database. */
export function keysOf(keyring: ChangingKeyring, collections: Pick<Collections, 'meta'>): LiveKeys {
  return {
    generation: () => keyring.ring.generations[0].id,
    revision: () => keyring.ring.revision,
    misses: () => keyring.misses,
    async refresh() {
      keyring.take(await readRing(collections));
    },
  };
}
