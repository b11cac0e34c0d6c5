import type { CallBudget } from '../ports/call-budget.ts';
import { emptyBudget, grantOf, type KeptBudget, pausedUntil, withoutHolder } from './call-grants.ts';

/** The budget of one process, for whatever runs without a store that others share. */
export function createMemoryCallBudget(): CallBudget {
  const budgets = new Map<string, KeptBudget>();
  const of = (key: string) => budgets.get(key) ?? emptyBudget;
  return {
    async reserve(request) {
      const { grant, kept } = grantOf(of(request.key), request);
      budgets.set(request.key, kept);
      return grant;
    },
    async release(key, holder) {
      budgets.set(key, withoutHolder(of(key), holder));
    },
    async pause(key, until) {
      budgets.set(key, pausedUntil(of(key), until));
    },
  };
}
