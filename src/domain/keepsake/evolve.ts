import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { KeepsakeEvent } from './events.ts';

/** The card that teammates sign once something happened to it. */
export function evolveKeepsake(state: Departure, event: KeepsakeEvent, at: Instant, by: string): Departure {
  const { asked, signed } = state.keepsake ?? { asked: [], signed: [] };
  switch (event.type) {
    case 'keepsake-asked': {
      const people = Object.fromEntries(event.people.map((one) => [one.id, one]));
      const keepsake = { asked: [...new Set([...asked, ...event.people.map(({ id }) => id)])], signed };
      return { ...state, keepsake, people: { ...state.people, ...people } };
    }
    case 'keepsake-signed': {
      const one = { by, text: event.text, at };
      const before = signed.findIndex((other) => other.by === by);
      return { ...state, keepsake: { asked, signed: before === -1 ? [...signed, one] : signed.with(before, one) } };
    }
    case 'keepsake-removed':
      return { ...state, keepsake: { asked, signed: signed.filter((one) => one.by !== event.signer) } };
  }
}
