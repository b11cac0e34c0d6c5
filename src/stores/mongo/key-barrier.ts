import { isDeepStrictEqual } from 'node:util';
import type { Db } from 'mongodb';
import { z } from 'zod';
import { moveIn } from '../move-state.ts';
import { newestGenerationIn } from '../ring.ts';
import { collectionsOf, schemas, validatorOf } from './collections.ts';
import { guardedAsync } from './errors.ts';
import { readRing } from './live-keys.ts';
import { readMark } from './read-mark.ts';

/** The oldest generation that is taken; `nothing`: everything left this database by `relais migrate`. */
export type Barrier = number | 'nothing';

/** No document is like this. */
const nothing = { _id: { $exists: false } };

const barred = z.object({
  $and: z.tuple([
    z.unknown(),
    z.object({ $or: z.tuple([z.unknown(), z.object({ generation: z.object({ $gte: z.int() }) })]) }),
  ]),
});

/**
 * What the collection takes into which every transaction writes: since the master key was changed, only what was
 * written under that generation or a newer one, and the fences of commits. A transaction that began before is waited
 * for, one that comes later is refused: so nothing is ever written under an older generation, whatever a process has
 * slept through. Newer ones are taken, because who follows the ring may be earlier than the validator.
 */
export function commitsValidator(barrier: Barrier): object {
  if (barrier === 'nothing') return nothing;
  const schema = validatorOf(schemas.commits);
  return barrier === 1 ? schema : { $and: [schema, { $or: [{ fenced: true }, { generation: { $gte: barrier } }] }] };
}

/** 1: there is none. */
export async function barrierOf(db: Db): Promise<Barrier> {
  return inValidator(await validatorNow(db));
}

/**
 * Takes what the ring and the mark of a move say. Never lower than what is there already, and it ends only once they
 * said the same again afterwards: whoever stalls in between may set what is of yesterday, and mends it at once. Can be
 * made again. Returns what is taken now.
 */
export async function settleBarrier(db: Db): Promise<Barrier> {
  const { commits } = collectionsOf(db);
  return guardedAsync(async () => {
    for (;;) {
      const wanted = await wantedIn(db);
      const now = await validatorNow(db);
      const there = inValidator(now);
      const barrier = typeof wanted === 'number' && typeof there === 'number' ? Math.max(wanted, there) : wanted;
      const validator = commitsValidator(barrier);
      if (!isDeepStrictEqual(now, validator)) await db.command({ collMod: commits.collectionName, validator });
      if ((await wantedIn(db)) === wanted) return barrier;
    }
  });
}

async function wantedIn(db: Db): Promise<Barrier> {
  const collections = collectionsOf(db);
  const state = moveIn(await readMark(collections))?.state;
  if (state === 'leaving' || state === 'left') return 'nothing';
  const ring = await readRing(collections);
  return ring === null ? 1 : newestGenerationIn(ring);
}

async function validatorNow(db: Db): Promise<unknown> {
  const { commits } = collectionsOf(db);
  const [found] = await guardedAsync(() => db.listCollections({ name: commits.collectionName }).toArray());
  return found && 'options' in found ? found.options?.['validator'] : undefined;
}

function inValidator(validator: unknown): Barrier {
  if (isDeepStrictEqual(validator, nothing)) return 'nothing';
  return barred.safeParse(validator).data?.$and[1].$or[1].generation.$gte ?? 1;
}
