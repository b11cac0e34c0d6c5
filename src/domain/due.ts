import type { Instant } from './calendar/time.ts';
import { refreshes } from './cards/refreshes.ts';
import type { Departure } from './departure.ts';
import { erasureWork } from './erasure/work.ts';
import { knowledgeWork } from './knowledge/timed-events.ts';
import { runWork } from './run/work.ts';
import { sessionWork } from './sessions/work.ts';
import { timedEvents } from './timed-events.ts';
import type { TimedContext, WorkItem } from './work.ts';

/** What is to be done, room by room. */
const rooms: readonly ((state: Departure, context: TimedContext) => readonly WorkItem[])[] = [
  ticks,
  runWork,
  knowledgeWork,
  sessionWork,
  refreshes,
];

function ticks(state: Departure, context: TimedContext): WorkItem[] {
  return timedEvents(state, context).map(({ at, why }) => ({ at, why, work: { type: 'tick' } }));
}

/**
 * Everything that is due or will be, with its instant: what has come is to be done now, the earliest of the rest is
 * when to wake.
 */
export function allWork(state: Departure, context: TimedContext): readonly WorkItem[] {
  return state.erasure === undefined ? rooms.flatMap((room) => room(state, context)) : erasureWork(state);
}

/** What should be true by now and is not. */
export function due(state: Departure, context: TimedContext): readonly WorkItem[] {
  return allWork(state, context).filter(({ at }) => at <= context.now);
}

/** The next instant at which something of this work becomes due by itself. */
export function nextWake(work: readonly WorkItem[], now: Instant): WorkItem | null {
  const later = work.filter(({ at }) => at > now);
  return later.length === 0 ? null : later.reduce((a, b) => (a.at <= b.at ? a : b));
}
