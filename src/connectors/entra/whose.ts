import type { Person } from '../../domain/people/people.ts';
import { addressesOf } from '../../domain/people/people.ts';
import { addressLookUps, type Identified } from './look-ups.ts';

/** What ties an account to the person. */
export interface Ties {
  /** The person's addresses, in small letters, that the account has as its own: as principal name, mail or alias. */
  addresses: readonly string[];
  number: 'same' | 'other' | 'untold';
}

/**
 * Null when nothing ties it to the person, or no more than that somebody with another number gave an address of theirs.
 */
export function tiesTo(person: Person, user: Identified): Ties | null {
  const wanted = new Set(addressesOf(person).map((address) => address.toLowerCase()));
  const held = addressLookUps
    // Entra writes the address that a guest was invited by into `otherMails`; a member's are what an administrator or
    // they themselves wrote.
    .filter(({ attribute }) => attribute !== 'otherMails' || user.userType === 'Guest')
    .flatMap(({ values }) => values(user))
    .map((value) => value.toLowerCase());
  const addresses = [...new Set(held)].filter((address) => wanted.has(address));
  const contact = (user.otherMails ?? []).some((address) => wanted.has(address.toLowerCase()));
  const number = compare(person.employeeNumber, user.employeeId);
  const mayBe = addresses.length > 0 || number === 'same' || (contact && number === 'untold');
  return mayBe ? { addresses, number } : null;
}

function compare(ours: string | undefined, theirs: string | null | undefined): Ties['number'] {
  if (!ours || !theirs) return 'untold';
  return bare(ours) === bare(theirs) ? 'same' : 'other';
}

/** Systems differ in zeros at the beginning. */
function bare(number: string): string {
  return number
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
}

/**
 * Whether all these accounts are provably the person's: each by the employee number, or by an address that no other of
 * them has too. An account with another number is somebody else's until a person says otherwise.
 */
export function areAllTheirs(all: readonly Ties[]): boolean {
  return all.every((ties) => {
    if (ties.number !== 'untold') return ties.number === 'same';
    return ties.addresses.some((address) => all.every((other) => other === ties || !other.addresses.includes(address)));
  });
}
