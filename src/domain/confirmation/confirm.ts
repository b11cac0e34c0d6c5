import { day, plus } from '../calendar/time.ts';
import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';
import { heldBackBy } from '../systems/asked-system.ts';
import { isPresentPlanConfirmed, validConfirmations } from './approval.ts';
import { uncovered } from './coverage.ts';
import { roleToFill } from './quorum-reach.ts';

/** One person confirms the present plan. */
export function confirm(state: Departure, planHash: string, { actor, now }: PersonContext): Outcome {
  if (state.runStartedAt && uncovered(state).length === 0) return refuse('run-started');
  if (state.revocations.length === 0) return refuse('nothing-to-confirm');
  if (planHash !== state.planHash) return refuse('plan-changed');
  const unresolved = heldBackBy(state);
  // Once the run has begun, what appeared in one system does not wait for another.
  if (unresolved.length > 0 && !state.runStartedAt)
    return refuse('systems-unresolved', { systems: unresolved.map((one) => one.systemLabel).join(', ') });
  if (actor.id === state.requester) return refuse('requester-cannot-confirm');
  if (validConfirmations(state, now).some((one) => one.by === actor.id)) return refuse('already-confirmed');
  const role = roleToFill(state, actor, now);
  if (role === null) return refuse('role-not-needed');
  const days = state.flow?.confirmation.validForDays ?? 1;
  const confirmation = { by: actor.id, role, at: now, planHash, expiresAt: plus(now, days * day) };
  const confirmed: DepartureEvent = { type: 'access-confirmed', confirmation };
  const after = { ...state, confirmations: [...state.confirmations, confirmation] };
  return state.runStartedAt && isPresentPlanConfirmed(after, now)
    ? happened<DepartureEvent>(confirmed, { type: 'coverage-extended' })
    : happened(confirmed);
}
