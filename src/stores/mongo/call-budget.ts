import type { ClientSession } from 'mongodb';
import {
  emptyBudget,
  grantOf,
  type KeptBudget,
  keptBudgetSchema,
  pausedUntil,
  withoutHolder,
} from '../../engine/concurrency/call-grants.ts';
import { inTurn } from '../../engine/concurrency/in-turn.ts';
import type { CallBudget } from '../../engine/ports/call-budget.ts';
import type { Collections } from './collections.ts';
import type { Transactions } from './transactions.ts';

/** One document a key, read and written in one transaction. Within a process those of one key come one after another. */
export function createMongoCallBudget(
  { callBudgets }: Pick<Collections, 'callBudgets'>,
  transactions: Transactions,
): CallBudget {
  const turn = inTurn();
  const change = <T>(key: string, decide: (kept: KeptBudget) => { kept: KeptBudget; answer: T }): Promise<T> =>
    turn(key, () =>
      transactions.write(async (session) => {
        const { kept, answer } = decide(await read(key, session));
        await callBudgets.replaceOne({ _id: key }, { kept }, { upsert: true, session });
        return answer;
      }),
    );
  async function read(key: string, session: ClientSession): Promise<KeptBudget> {
    const found = await callBudgets.findOne({ _id: key }, { session });
    return found ? keptBudgetSchema.parse(found.kept) : emptyBudget;
  }
  return {
    reserve: (request) =>
      change(request.key, (before) => {
        const { grant, kept } = grantOf(before, request);
        return { kept, answer: grant };
      }),
    release: (key, holder) => change(key, (before) => ({ kept: withoutHolder(before, holder), answer: undefined })),
    pause: (key, until) => change(key, (before) => ({ kept: pausedUntil(before, until), answer: undefined })),
  };
}
