import { inTurn } from '../../engine/concurrency/in-turn.ts';
import type { OnceStore } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import type { Collections } from './collections.ts';
import { guardedAsync } from './errors.ts';
import type { Transactions } from './transactions.ts';

/**
 * How often what has ended is forgotten, in milliseconds of the clock that asks; until then it counts as if it were not
 * there.
 */
const forgetEvery = 60_000;

/** Keys as blind indexes, since a platform's ids name conversations. The transaction decides who is first. */
export function createMongoOnceStore(
  { once }: Pick<Collections, 'once'>,
  keyring: Keyring,
  transactions: Transactions,
): OnceStore {
  const index = (key: string) => keyring.blind('once', key);
  const turn = inTurn();
  let forgotAt = Number.NEGATIVE_INFINITY;

  return {
    async take(key, now, until) {
      if (Math.abs(now - forgotAt) >= forgetEvery) {
        forgotAt = now;
        await guardedAsync(() => once.deleteMany({ until: { $lte: now } }));
      }
      const _id = index(key);
      return turn(key, () =>
        transactions.write(async (session) => {
          const found = await once.findOne({ _id }, { session });
          if (found && found.until > now) return found.done ? 'done' : 'busy';
          await once.replaceOne({ _id }, { until, done: false }, { upsert: true, session });
          return 'taken';
        }),
      );
    },
    async done(key, until) {
      await turn(key, () =>
        transactions.write((session) =>
          once.replaceOne({ _id: index(key) }, { until, done: true }, { upsert: true, session }),
        ),
      );
    },
    async giveBack(key) {
      await turn(key, () =>
        transactions.write((session) => once.deleteOne({ _id: index(key), done: false }, { session })),
      );
    },
  };
}
