import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { ContactEvent } from './events.ts';

/** The latest address counts. One that was confirmed stays so when it is given again. */
export function evolveContact(state: Departure, event: ContactEvent, at: Instant, by: string): Departure {
  const { contact, ...rest } = state;
  switch (event.type) {
    case 'contact-given': {
      const { email } = event;
      const isSame = contact?.email === email && contact.confirmedAt !== undefined;
      return { ...state, contact: isSame ? { ...contact, by } : { email, by, at } };
    }
    case 'contact-removed':
      return rest;
    case 'contact-confirmed':
      return contact === undefined ? state : { ...state, contact: { ...contact, confirmedAt: at } };
    case 'contact-reminded':
      return contact === undefined ? state : { ...state, contact: { ...contact, remindedAt: at } };
    case 'contact-denied': {
      if (contact === undefined) return state;
      const { confirmedAt: _, ...unconfirmed } = contact;
      return { ...state, contact: { ...unconfirmed, deniedAt: at } };
    }
  }
}
