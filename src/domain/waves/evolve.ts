import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { MembershipEvent } from './events.ts';

/** A departure leaves its wave. */
export function evolveMembership(state: Departure, _: MembershipEvent, at: Instant): Departure {
  return state.wave === undefined ? state : { ...state, wave: { ...state.wave, leftAt: at } };
}
