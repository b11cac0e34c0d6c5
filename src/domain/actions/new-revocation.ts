import type { Instant } from '../calendar/time.ts';
import type { PlannedAction } from '../systems/action.ts';
import type { Revocation } from './revocation.ts';

/** An action of which nothing was done yet; `appearedAt`: when a look found it after the plan was confirmed. */
export function newRevocation(action: PlannedAction, appearedAt: Instant | null = null): Revocation {
  return {
    action,
    status: 'planned',
    rev: 1,
    attempts: 0,
    attemptsBefore: 0,
    lease: null,
    notBefore: null,
    mustReadBack: false,
    readBacks: 0,
    failure: null,
    startedAt: null,
    endedAt: null,
    endedRev: 0,
    late: false,
    residualUntil: null,
    waiver: null,
    handed: null,
    proof: null,
    calledAt: null,
    appearedAt,
    cameBack: 0,
    rechecked: [],
  };
}
