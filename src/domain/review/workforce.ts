import type { Instant } from '../calendar/time.ts';
import { type UserNames, userNamesIn } from '../people/people.ts';

/**
 * Somebody as a review knows them. `here`: a source of people lists them. `away`: a source lists them and calls them
 * inactive, as on a long leave; that is no departure. `left`: by a departure of Relais, or by every source that knew
 * them.
 */
export interface KnownPerson {
  name: string;
  /** The main one; in small letters, as all. */
  email: string;
  addresses: readonly string[];
  employeeNumber: string | null;
  /** Told in `relais.yaml`, or on the walk of their departure; elsewhere the same name may be somebody else's. */
  userNames: UserNames;
  title: string | null;
  state: 'here' | 'away' | 'left';
  leftAt: Instant | null;
  /** The departure that says so. */
  departure: string | null;
}

/** Who works here, and who did. */
export interface Workforce {
  people: readonly KnownPerson[];
  /**
   * Whether everybody is known who works here: each source of people has told a whole list lately. Otherwise whoever is
   * missing may only not have been told.
   */
  complete: boolean;
}

/** What tells whose an account is. `userName`: its login. */
interface Carried {
  addresses: readonly string[];
  employeeNumber: string | null;
  userName: string | null;
}

/** Finds people by what an account carries. */
export interface PeopleIndex {
  /** Everybody who has one of the addresses, the number or the user name; several for what two people share. */
  of(carried: Carried): readonly KnownPerson[];
}

/** Of one system, by whose id user names are told. */
export function indexOf(people: readonly KnownPerson[], system: string): PeopleIndex {
  const byKey = new Map<string, Set<KnownPerson>>();
  for (const person of people) {
    const { addresses, employeeNumber } = person;
    for (const userName of [null, ...userNamesIn(person, system)])
      for (const key of keysOf({ addresses, employeeNumber, userName }))
        byKey.set(key, (byKey.get(key) ?? new Set<KnownPerson>()).add(person));
  }
  return {
    of: (carried) => [...new Set(keysOf(carried).flatMap((key) => [...(byKey.get(key) ?? [])]))],
  };
}

/** Numbers and user names are no addresses, whatever they look like; the case of none of them counts. */
function keysOf({ addresses, employeeNumber, userName }: Carried): string[] {
  return [
    ...addresses,
    ...(employeeNumber === null ? [] : [`number ${employeeNumber.trim()}`]),
    ...(userName === null ? [] : [`name ${userName}`]),
  ].map((key) => key.toLowerCase());
}
