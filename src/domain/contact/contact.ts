import type { Departure } from '../departure.ts';
import { addressesOf, type Person } from '../people/people.ts';

/** Whether the address is one of those that close with the rest: the leaver's own, or one where those who prepare departures have theirs. */
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
 * The person as this departure reaches them: the leaver at the address that was given, from the begin of the run on, and before where
 * there is no other way.
 */
export function asReached(departure: Departure, person: Person): Person {
  const { contact, kind, leaver, runStartedAt, status } = departure;
  // Whoever moves inside keeps their account.
  if (contact === undefined || person.id !== leaver.id || kind === 'internal-move') return person;
  const { email } = contact;
  const goes = status === 'active' || status === 'completed';
  if (runStartedAt === null || !goes) return { ...person, handles: { email, ...person.handles } };
  const { prefers: _, ...rest } = person;
  return { ...rest, handles: { email } };
}
