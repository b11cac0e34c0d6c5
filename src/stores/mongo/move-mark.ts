import type { Db } from 'mongodb';
import type { Move } from '../move-state.ts';
import { moveKey, written } from '../move-state.ts';
import { newestGenerationIn } from '../ring.ts';
import { collectionsOf } from './collections.ts';
import { guardedAsync } from './errors.ts';
import { commitsValidator, settleBarrier } from './key-barrier.ts';
import { readRing } from './live-keys.ts';

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
    if (move?.state === 'leaving' || move?.state === 'left') await takes(commitsValidator('nothing'));
    if (move !== null) return;
    const ring = await readRing({ meta });
    await takes(commitsValidator(ring === null ? 1 : newestGenerationIn(ring)));
    await meta.deleteOne({ _id: moveKey });
    // Somebody who still read the mark may have set the fence anew meanwhile.
    await settleBarrier(db);
  });
}
