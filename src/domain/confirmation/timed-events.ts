import type { Departure } from '../departure.ts';
import type { TimedEvent } from '../work.ts';
import { uncovered } from './coverage.ts';

/**
 * A confirmation that runs out before the run is gone; in the run only one of what appeared since, and not yet covered,
 * can.
 */
export function timedConfirmations(state: Departure): TimedEvent[] {
  if (state.status !== 'active') return [];
  if (state.runStartedAt !== null && uncovered(state).length === 0) return [];
  return state.confirmations
    .filter(({ planHash }) => state.runStartedAt === null || planHash === state.planHash)
    .map(({ by, expiresAt }) => ({ at: expiresAt, why: 'expire', event: { type: 'confirmation-expired', by } }));
}
