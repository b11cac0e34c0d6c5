import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { ContactEvent } from './events.ts';

/** The latest address counts. */
export function evolveContact(state: Departure, event: ContactEvent, at: Instant, by: string): Departure {
  if (event.type === 'contact-given') return { ...state, contact: { email: event.email, by, at } };
  const { contact: _, ...rest } = state;
  return rest;
}
