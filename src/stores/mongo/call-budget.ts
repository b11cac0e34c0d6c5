import { MongoServerError } from 'mongodb';
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
import { StoreError } from '../../engine/ports/store.ts';
import type { Collections } from './collections.ts';
import { guardedAsync } from './errors.ts';

const duplicateKey = 11000;
/** Between two attempts while other processes change the same budget, in milliseconds; somewhere below it by chance. */
const longestPause = 20;
const mostAttempts = 200;

/**
 * One document a key, replaced where it is what was read. Within a process those of one key come one after another. No
 * transaction, and no wait for the other nodes: calls wait for it, and what an election may lose of it is a window of a
 * second.
 */
export function createMongoCallBudget({ callBudgets }: Pick<Collections, 'callBudgets'>): CallBudget {
  const turn = inTurn();
  const quick = { writeConcern: { w: 1 } } as const;

  async function replaced(key: string, before: object | null, kept: KeptBudget): Promise<boolean> {
    if (before !== null)
      return (await callBudgets.replaceOne({ _id: key, kept: before }, { kept }, quick)).matchedCount === 1;
    try {
      await callBudgets.insertOne({ _id: key, kept }, quick);
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === duplicateKey) return false;
      throw error;
    }
  }

  const change = <T>(key: string, decide: (kept: KeptBudget) => { kept: KeptBudget; answer: T }): Promise<T> =>
    turn(key, () =>
      guardedAsync(async () => {
        for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
          const found = await callBudgets.findOne({ _id: key });
          const { kept, answer } = decide(found ? keptBudgetSchema.parse(found.kept) : emptyBudget);
          if (await replaced(key, found?.kept ?? null, kept)) return answer;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * longestPause));
        }
        throw new StoreError('unavailable', {
          en: 'too many processes ask for the calls of one system at once',
          fr: 'trop de processus demandent à la fois les appels d’un même système',
        });
      }),
    );

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
