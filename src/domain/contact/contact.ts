import type { Departure } from '../departure.ts';
import { addressesOf, type Person } from '../people/people.ts';

/** An address of the company's own mail closes with the rest. */
export function closesWithAccess({ leaver }: Pick<Departure, 'leaver'>, email: string): boolean {
  const domains = new Set(addressesOf(leaver).map(domainOf));
  return domains.has(domainOf(email));
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
