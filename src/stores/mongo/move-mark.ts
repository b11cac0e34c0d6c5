import type { Db } from 'mongodb';
import type { Move } from '../move-state.ts';
import { moveKey, written } from '../move-state.ts';
import { newestGenerationIn } from '../ring.ts';
import { type Collections, collectionsOf } from './collections.ts';
import { majorityRead } from './connection.ts';
import { bytes } from './documents.ts';
import { guardedAsync } from './errors.ts';
import { commitsValidator } from './key-barrier.ts';
import { readRing } from './live-keys.ts';

/** What the database says of a move; null when it says nothing. */
export async function readMark({ meta }: Pick<Collections, 'meta'>): Promise<Uint8Array | null> {
  const found = await guardedAsync(() => meta.findOne({ _id: moveKey }, majorityRead));
  return found && bytes.nullable().parse(found.value);
}

/** No document is like this. */
const nothing = { _id: { $exists: false } };

/**
 * Null forgets it. A database that everything leaves takes no write from then on, whoever makes it: a process that was
 * cut off from it meanwhile has read no mark, but each of its transactions writes an id, and the server refuses that.
 * What was under way is waited for.
 */
export async function writeMark(db: Db, move: Move | null): Promise<void> {
  const { meta, commits } = collectionsOf(db);
  const takes = (validator: object) => db.command({ collMod: commits.collectionName, validator });
  await guardedAsync(async () => {
    if (move !== null) await meta.updateOne({ _id: moveKey }, { $set: { value: written(move) } }, { upsert: true });
    if (move?.state === 'leaving' || move?.state === 'left') await takes(nothing);
    if (move !== null) return;
    const ring = await readRing({ meta });
    await takes(commitsValidator(ring === null ? 1 : newestGenerationIn(ring)));
    await meta.deleteOne({ _id: moveKey });
  });
}
