import type { Departure } from '../departure.ts';
import { completesAt, isLastLookFresh, isLastLookWhole } from '../looks/look-due.ts';
import { exceptionsThatEnd } from '../run/timed-events.ts';
import type { TimedContext, TimedEvent } from '../work.ts';

/** A departure completes, or is open again, by itself. */
export function timedLifecycle(state: Departure, context: TimedContext): TimedEvent[] {
  if (state.status === 'completed') return timedReopening(state);
  return state.status === 'active' ? timedEnd(state, context) : [];
}

/** An exception lets a departure complete until it ends: then what it left open is open work again. */
function timedReopening(state: Departure): TimedEvent[] {
  const [first] = exceptionsThatEnd(state).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return first === undefined ? [] : [{ at: first.at, why: 'expire', event: { type: 'reopened', reason: '' } }];
}

function timedEnd(state: Departure, { now }: TimedContext): TimedEvent[] {
  const at = completesAt(state);
  if (at === null || !isLastLookWhole(state)) return [];
  // Where the look is too old by then, another one is due first.
  if (!isLastLookFresh(state, at > now ? at : now)) return [];
  return [{ at, why: 'continue', event: { type: 'completed' } }];
}
