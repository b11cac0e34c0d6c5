import { type Instant, minute, plus } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import type { Departure } from '../departure.ts';
import type { PersonId } from '../people/people.ts';
import { isInWave } from '../people/wave-membership.ts';
import { heldBackBy } from '../systems/asked-system.ts';

/** How long before the planned time whoever holds the meeting is called. */
const calledBefore = 10 * minute;

/** A message that rings for the meeting at which access is ended by a click. */
export interface MeetingCard {
  card: 'meeting';
  /** `<planned instant>/armed` once everybody has confirmed, `<planned instant>/soon` ten minutes before. */
  subject: string;
  reader: PersonId;
}

/**
 * The message of the meeting that should ring by now, for each who leads it; none before the cut-off is armed, none
 * once it was released. Each planned time rings anew.
 */
export function meetingCards(state: Departure, now: Instant): MeetingCard[] {
  const callAt = meetingCallAt(state);
  if (callAt === null || state.dates === null || state.released !== null) return [];
  // Of two hundred who leave together nobody is told two hundred times that all is ready, and whoever began it for each
  // follows it on the wave's card.
  const isOfMany = isInWave(state);
  const why = now >= callAt ? 'soon' : isArmed(state, now) && !isOfMany ? 'armed' : null;
  if (why === null) return [];
  const subject = `${state.dates.cutOff.at}/${why}`;
  const readers = new Set([state.manager ?? state.requester, ...(isOfMany ? [] : [state.requester])]);
  readers.delete(state.leaver.id);
  return [...readers].map((reader) => ({ card: 'meeting', subject, reader }));
}

/** When the meeting is called; null where access ends without a click, or not any more. */
export function meetingCallAt({ status, flow, dates }: Departure): Instant | null {
  if (status !== 'active' || dates === null || flow?.cutOff.mode !== 'released') return null;
  return plus(dates.cutOff.at, -calledBefore);
}

/** Everything that the click would end is known and confirmed. */
function isArmed(state: Departure, now: Instant): boolean {
  return state.revocations.length > 0 && heldBackBy(state).length === 0 && isConfirmed(state, now);
}
