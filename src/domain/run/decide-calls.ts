import { calledWhileOpen, isHeldByHr, waitsForData, waitsUntil, wasCalledWhileOpen } from '../actions/order.ts';
import { repeated } from '../actions/repeated.ts';
import type { Revocation } from '../actions/revocation.ts';
import { heldCalls } from '../brake/held.ts';
import { isPunctual } from '../calendar/lateness.ts';
import { isCovered } from '../confirmation/coverage.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { waitsForHold } from '../hold/held.ts';
import { isResolved } from '../looks/look-due.ts';
import { happened, refuse } from '../refusal.ts';
import type { RunReport } from './commands.ts';

/** A call, or a read-back, is about to be made: whoever intends it first holds the lease. */
export function intend(state: Departure, command: RunReport & { type: 'revocation.intend' }, now: string): Outcome {
  const one = state.revocations.find(({ action }) => action.id === command.actionId);
  if (!one) return refuse('not-found');
  if (one.lease && one.lease.until > now) return refuse('stale');
  if (command.mode === 'act') {
    const refusal = mayAct(state, one, now);
    if (refusal) return refusal;
  } else if (!awaitsReadBack(one)) return refuse('stale');
  return happened({
    type: 'revocation-intended',
    actionId: command.actionId,
    mode: command.mode,
    attempt: command.mode === 'act' ? one.attempts + 1 : one.attempts,
    leaseUntil: command.leaseUntil,
  });
}

/**
 * Checked again at the moment of execution: status, confirmation, time, whose account it is, and that nothing unknown
 * is repeated.
 */
function mayAct(state: Departure, one: Revocation, now: string): Outcome | null {
  const dueAt = runDueAt(state);
  if (state.status !== 'active') return refuse('wrong-status', { status: state.status });
  if (state.runStartedAt === null || dueAt === null || dueAt > now || !isCovered(state, one))
    return refuse('not-confirmed-yet');
  if ((one.status !== 'planned' && one.status !== 'failed') || one.mustReadBack) return refuse('stale');
  // Another process tried meanwhile, and the system asked for patience.
  if (one.notBefore !== null && one.notBefore > now) return refuse('stale');
  if (waitsForHold(state, one)) return refuse('under-hold');
  if (one.action.manual) return null;
  if (heldCalls(state).includes(one)) return refuse('braked');
  if (waitsForData(state, one) || isHeldByHr(state, one)) return refuse('stale');
  const held = waitsUntil(state, one, (other) => waitsForHold(state, other));
  if (held !== null && held > now) return refuse('stale');
  return isResolved(state, one.action.system, now) ? null : refuse('stale');
}

/**
 * Whether there is still something to read: a person may have decided, or another process may have read it, meanwhile.
 */
function awaitsReadBack({ status, mustReadBack, notBefore, action }: Revocation): boolean {
  return (
    (status === 'manual' && action.verifiable === true && notBefore !== null) ||
    status === 'running' ||
    status === 'accepted' ||
    (mustReadBack && (status === 'planned' || status === 'failed'))
  );
}

/**
 * A result is taken only from whoever holds the lease, and while it lasts: what comes later is found by a read-back.
 * Each lease ends at its own instant, because the next one begins after it: by it a holder is told from the one before.
 */
export function record(state: Departure, command: RunReport & { type: 'revocation.record' }, now: string): Outcome {
  const { actionId, attempt, leaseUntil, result } = command;
  const one = state.revocations.find(({ action }) => action.id === actionId);
  if (one?.lease?.until !== leaseUntil || one.attempts !== attempt || leaseUntil <= now) return refuse('stale');
  const dueAt = runDueAt(state);
  const late = dueAt !== null && !isPunctual(dueAt, now);
  const recorded: DepartureEvent = { type: 'revocation-recorded', actionId, attempt, result, late };
  if (state.status !== 'active') return happened(recorded);
  const closes = one.action.stage === 'disable' && result.status === 'verified';
  const ended = result.status === 'verified' || result.status === 'accepted';
  const again = closes ? calledWhileOpen(state, one) : ended && wasCalledWhileOpen(state, one) ? [one] : [];
  return happened<DepartureEvent>(recorded, ...repeated(again, 'was-open'));
}
