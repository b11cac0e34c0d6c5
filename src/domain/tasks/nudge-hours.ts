import { outsideQuietHours } from '../calendar/business-days.ts';
import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { TimedContext } from '../work.ts';

/** When the reader is nudged for something whose time is `at`. */
export function inNudgeHours(
  at: Instant,
  reader: string,
  { state, now, calendar }: { state: Departure } & Pick<TimedContext, 'now' | 'calendar'>,
): Instant {
  // Its hour came while nobody could send it: it is due now, unless now is the reader's evening.
  return nudgeHour(at > now ? at : now, reader, { state, calendar });
}

/** When the reader may be nudged first, from that instant on; what comes later than this is late. */
export function nudgeHour(
  at: Instant,
  reader: string,
  { state, calendar }: { state: Departure } & Pick<TimedContext, 'calendar'>,
): Instant {
  return outsideQuietHours(at, state.people[reader] ?? state.leaver, calendar);
}
