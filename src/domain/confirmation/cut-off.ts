import { isNow } from '../actions/urgent.ts';
import { type Instant, minute, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';

/**
 * Milliseconds from the instant at which access was to end until `endedAt`: the one time to deactivate that every page
 * tells.
 */
export function timeToDeactivate(departure: Departure, endedAt: Instant): number {
  const from = runDueAt(departure) ?? departure.runStartedAt ?? endedAt;
  return Math.max(0, Date.parse(endedAt) - Date.parse(from));
}

/** How long those who confirm have for a cut-off that was to be at once, before it counts as passed. */
const confirmWithin = 15 * minute;

/**
 * Whether access ends as soon as it is confirmed: "now" was chosen when the departure was started, and no other time
 * was set since.
 */
export function endsOnceConfirmed(departure: Departure): boolean {
  const { flow, runStartedAt } = departure;
  return isNow(departure) && flow?.cutOff.mode !== 'released' && runStartedAt === null;
}

/** From when on a cut-off that nobody has confirmed is overdue; null without dates. */
export function overdueAt(departure: Departure): Instant | null {
  const { dates } = departure;
  if (!dates) return null;
  return endsOnceConfirmed(departure) ? plus(dates.cutOff.at, confirmWithin) : dates.cutOff.at;
}

/** The instant from which the run should be going, or null while it waits for the release click. */
export function runDueAt(departure: Departure): Instant | null {
  const { flow, dates, released } = departure;
  if (!flow || !dates) return null;
  return flow.cutOff.mode === 'released' ? (released?.at ?? null) : dates.cutOff.at;
}
