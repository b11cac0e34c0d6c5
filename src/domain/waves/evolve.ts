import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { onTheirOwn } from '../people/wave-membership.ts';
import type { MembershipEvent } from './events.ts';

/** A departure leaves its wave. */
export function evolveMembership(state: Departure, _: MembershipEvent, at: Instant): Departure {
  return { ...state, ...onTheirOwn(state, at) };
}
