import type { Instant } from '../calendar/time.ts';

/**
 * Somebody as a review knows them. `here`: a source of people lists them. `away`: a source lists them and calls them
 * inactive, as on a long leave; that is no departure. `left`: by a departure of Relais, or by every source that knew them.
 */
export interface KnownPerson {
  name: string;
  /** The main one; in small letters, as all. */
  email: string;
  addresses: readonly string[];
  employeeNumber: string | null;
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

/** Finds people by what an account carries. */
export interface PeopleIndex {
  /** Everybody who has one of the addresses or the number; several for what two people share. */
  of(carried: { addresses: readonly string[]; employeeNumber: string | null }): readonly KnownPerson[];
}

export function indexOf(people: readonly KnownPerson[]): PeopleIndex {
  const byKey = new Map<string, Set<KnownPerson>>();
  const add = (key: string, person: KnownPerson) => {
    const there = byKey.get(key) ?? new Set();
    byKey.set(key, there.add(person));
  };
  for (const person of people) {
    for (const address of person.addresses) add(address.toLowerCase(), person);
    if (person.employeeNumber !== null) add(numberKey(person.employeeNumber), person);
  }
  return {
    of({ addresses, employeeNumber }) {
      const keys = [
        ...addresses.map((address) => address.toLowerCase()),
        ...(employeeNumber === null ? [] : [numberKey(employeeNumber)]),
      ];
      return [...new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]))];
    },
  };
}

/** A number is no address, whatever it looks like. */
function numberKey(employeeNumber: string): string {
  return `number ${employeeNumber.trim().toLowerCase()}`;
}
