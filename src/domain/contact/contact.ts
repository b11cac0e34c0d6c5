import { day, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { addressesOf, type Person } from '../people/people.ts';
import { revealedAt } from '../people/visibility.ts';
import { leaverHearsFrom } from '../tasks/who-hears.ts';
import type { Contact } from './contact-schema.ts';

/**
 * Whether the address is one of those that close with the rest: the leaver's own, or one where those who prepare
 * departures have theirs.
 */
export function closesWithAccess(
  { leaver, people, cast }: Pick<Departure, 'leaver' | 'people' | 'cast'>,
  email: string,
): boolean {
  if (addressesOf(leaver).some((address) => address.toLowerCase() === email.toLowerCase())) return true;
  const prepare = [...cast.hr, ...cast.it, ...cast.admin].flatMap((id) => people[id] ?? []);
  return prepare.some((person) => domainOf(person.email) === domainOf(email));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * The person as this departure reaches them: the leaver at the address that was given and confirmed, from the begin of
 * the run on, and before where there is no other way.
 */
export function asReached(departure: Departure, person: Person): Person {
  const { contact, kind, leaver } = departure;
  // Whoever moves inside keeps their account.
  if (contact?.confirmedAt === undefined || person.id !== leaver.id || kind === 'internal-move') return person;
  const { email } = contact;
  if (reachedAfterwardsFrom(departure) === null) return { ...person, handles: { email, ...person.handles } };
  return atOwnAddress(person, email);
}

/** From when on the leaver is reached at the address of their own, and nowhere else; null while that has not come. */
export function reachedAfterwardsFrom({ contact, kind, runStartedAt, status }: Departure): Instant | null {
  const goes = status === 'active' || status === 'completed';
  if (contact?.confirmedAt === undefined || runStartedAt === null || kind === 'internal-move' || !goes) return null;
  return contact.confirmedAt > runStartedAt ? contact.confirmedAt : runStartedAt;
}

/** The person at this address alone. */
export function atOwnAddress(person: Person, email: string): Person {
  const { prefers: _, ...rest } = person;
  return { ...rest, handles: { email } };
}

/** How long whoever reads the mailbox has until they are asked once more, and again until HR hears of it. */
const answerWithin = 2 * day;

/** What is done about an address that nobody has confirmed, and from when on. */
export interface ContactQuestion {
  /**
   * The question goes there: at once where the leaver gave the address; else not before they know of their departure.
   */
  askFrom: Instant;
  /** The question goes there once more. */
  remindAt: Instant;
  /** HR hears that nobody has answered. */
  tellAt: Instant;
}

/**
 * Null where nothing is to be asked: no address, one that is settled, a departure that is over, or nobody may know yet.
 */
export function contactQuestion(state: Departure): ContactQuestion | null {
  const { contact, kind, leaver, status } = state;
  if (contact === undefined || contact.confirmedAt !== undefined || contact.deniedAt !== undefined) return null;
  if (kind === 'internal-move' || (status !== 'active' && status !== 'completed')) return null;
  const mayKnow = contact.by === leaver.id ? contact.at : leaverHearsFrom(state);
  const open = revealedAt(state);
  if (mayKnow === null || open === null) return null;
  const askFrom = [contact.at, mayKnow, open].reduce((a, b) => (a > b ? a : b));
  const remindAt = plus(askFrom, answerWithin);
  const asked = contact.remindedAt ?? remindAt;
  return { askFrom, remindAt, tellAt: plus(asked, answerWithin) };
}

/** How often the question was sent by then, or is to be. */
export function contactAsked({ remindedAt }: Contact): 1 | 2 {
  return remindedAt === undefined ? 1 : 2;
}
