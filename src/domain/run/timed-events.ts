import { isOpen } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { isHeld } from '../hr/proposal.ts';
import { isLookedOver } from '../looks/look-due.ts';
import type { TimedContext, TimedEvent } from '../work.ts';

/** Exceptions that end, and the begin and the end of the run. */
export function timedRun(state: Departure, context: TimedContext): TimedEvent[] {
  if (state.status !== 'active') return [];
  const waivers = exceptionsThatEnd(state).map(
    ({ at, actionId }): TimedEvent => ({ at, why: 'expire', event: { type: 'waiver-expired', actionId } }),
  );
  return [...waivers, ...timedBeginAndEnd(state, context)];
}

/** Exceptions with an end, by the action. */
export function exceptionsThatEnd({ revocations }: Departure): { at: Instant; actionId: string }[] {
  return revocations.flatMap(({ status, waiver, action }) =>
    status === 'waived' && waiver?.until ? [{ at: waiver.until, actionId: action.id }] : [],
  );
}

/** The confirmed run begins at its time, and ends when everything rests and every system was looked at once more. */
function timedBeginAndEnd(state: Departure, { now }: TimedContext): TimedEvent[] {
  const { runStartedAt, runEndedAt } = state;
  const dueAt = runDueAt(state);
  if (dueAt === null || runEndedAt !== null) return [];
  // Also where everything was handed to people: that it is open from now on is told only of a run.
  const begins = runStartedAt === null && state.revocations.some(isOpen);
  if (begins && isHeld(state)) return [];
  if (begins && isConfirmed(state, now > dueAt ? now : dueAt))
    return [{ at: dueAt, why: 'cut-off', event: { type: 'run-began' } }];
  return isLookedOver(state) ? [{ at: dueAt, why: 'continue', event: { type: 'run-ended' } }] : [];
}
