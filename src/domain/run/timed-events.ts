import type { BrakeGate } from '../brake/brake.ts';
import { beginDueAt, isHeld } from '../brake/held.ts';
import type { Instant } from '../calendar/time.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { isHeld as isHeldByHr } from '../hr/proposal.ts';
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
function timedBeginAndEnd(state: Departure, { now, gate }: TimedContext): TimedEvent[] {
  const dueAt = runDueAt(state);
  if (dueAt === null || state.runEndedAt !== null) return [];
  if (state.runStartedAt === null && isHeldByHr(state)) return [];
  const beginAt = beginDueAt(state, now);
  // What is held waits for two people, and no time lets it begin.
  if (beginAt !== null) return isHeld(state, now) ? [] : [{ at: beginAt, why: 'cut-off', event: begin(gate) }];
  return isLookedOver(state) ? [{ at: dueAt, why: 'continue', event: { type: 'run-ended' } }] : [];
}

/** `decide` lets a run begin by an open gate alone; whoever only asks when something is due has none. */
function begin(gate: BrakeGate | undefined): DepartureEvent {
  if (gate?.type !== 'held') return { type: 'run-began', ...(gate && { allowance: gate.allowance }) };
  const { cap, counted, limit } = gate;
  return { type: 'run-braked', cap, counted, limit };
}
