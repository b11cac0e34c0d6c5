import type { Move } from '../move-state.ts';
import { moveKey, written } from '../move-state.ts';
import type { Collections } from './collections.ts';
import { majorityRead } from './connection.ts';
import { bytes } from './documents.ts';
import { guardedAsync } from './errors.ts';

/** What the database says of a move; null when it says nothing. */
export async function readMark({ meta }: Pick<Collections, 'meta'>): Promise<Uint8Array | null> {
  const found = await guardedAsync(() => meta.findOne({ _id: moveKey }, majorityRead));
  return found && bytes.nullable().parse(found.value);
}

/** Null forgets it. */
export async function writeMark({ meta }: Pick<Collections, 'meta'>, move: Move | null): Promise<void> {
  await guardedAsync<unknown>(() =>
    move === null
      ? meta.deleteOne({ _id: moveKey })
      : meta.updateOne({ _id: moveKey }, { $set: { value: written(move) } }, { upsert: true }),
  );
}
