import { moveKey } from '../move-state.ts';
import type { Collections } from './collections.ts';
import { majorityRead } from './connection.ts';
import { bytes } from './documents.ts';
import { guardedAsync } from './errors.ts';

/** What the database says of a move; null when it says nothing. */
export async function readMark({ meta }: Pick<Collections, 'meta'>): Promise<Uint8Array | null> {
  const found = await guardedAsync(() => meta.findOne({ _id: moveKey }, majorityRead));
  return found && bytes.nullable().parse(found.value);
}
