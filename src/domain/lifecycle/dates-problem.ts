import type { Dates } from '../calendar/dates.ts';
import { hour, type Instant, minute, plus } from '../calendar/time.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** How soon a cut-off counts as "now". */
const soon = 15 * minute;

/** A cut-off may be minutes old when it is sent; longer ago is a mistake. At once needs a confirmation of its own. */
export function datesProblem(
  dates: Dates,
  { now, nowConfirmed }: { now: Instant; nowConfirmed: boolean },
): Refusal | null {
  if (dates.contractEnd.date < dates.lastWorkingDay.date) return refuse('dates-out-of-order').refusal;
  if (dates.cutOff.at < plus(now, -hour)) return refuse('cut-off-in-past', { now: 'none' }).refusal;
  if (dates.cutOff.at < plus(now, soon) && !nowConfirmed) return refuse('cut-off-too-soon', { now: 'none' }).refusal;
  return null;
}
