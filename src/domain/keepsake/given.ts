import { hour, type Instant, instantOf, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { leaverIsAskedFrom, teammatesAreAskedFrom } from '../tasks/who-hears.ts';

/** On the leaver's clock, while colleagues are still there to be thanked. */
const afternoon = '15:00';

/** Whether there is such a card at all: not where the leaver did not wish to go, or nobody may know. */
export function hasKeepsake({ kind, flow }: Pick<Departure, 'kind' | 'flow'>): boolean {
  return kind !== null && kind !== 'dismissal' && kind !== 'redundancy' && flow?.confidential === false;
}

/** Whether teammates have been told, so that they may be asked to sign. */
export function maySignBy(departure: Departure, now: Instant): boolean {
  const from = teammatesAreAskedFrom(departure);
  return from !== null && from <= now;
}

/** When the leaver gets it: on the afternoon of their last working day, an hour before access ends at the latest. */
export function keepsakeGivenAt(departure: Departure): Instant | null {
  const { dates, keepsake } = departure;
  const asked = leaverIsAskedFrom(departure);
  if (dates === null || asked === null || keepsake === undefined || keepsake.signed.length === 0) return null;
  const { lastWorkingDay, cutOff } = dates;
  const planned = instantOf(lastWorkingDay.date, afternoon, lastWorkingDay.zone);
  const before = plus(cutOff.at, -hour);
  const at = before < planned ? before : planned;
  return at < asked ? asked : at;
}
