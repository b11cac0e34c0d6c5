import type { CompanyRole, Person } from '../../src/domain/people/people.ts';
import { testPerson } from '../support/memory/memory-world.ts';

/** The few people of a simulated company; who holds which role differs from run to run. */
export const names = ['lea', 'max', 'hana', 'hugo', 'tom', 'ines', 'pia', 'jon'] as const;
export type Name = (typeof names)[number];

export interface CompanyPlan {
  /** By role; the same person may hold several, the leaver and the manager too, and a role may be held by nobody. */
  roles: Readonly<Record<CompanyRole, readonly Name[]>>;
  zones: readonly string[];
  french: readonly boolean[];
  /** Has no account on the chat platform. */
  offline: readonly Name[];
  /** Has one, and it is deactivated. */
  blocked: readonly Name[];
}

export interface Company {
  people: readonly Person[];
  roles: CompanyPlan['roles'];
  blocked: readonly string[];
  person(name: Name): Person;
  rolesOf(id: string): readonly CompanyRole[];
}

export function companyOf(plan: CompanyPlan): Company {
  const people = names.map((name, index) =>
    testPerson(name, `${name.slice(0, 1).toUpperCase()}${name.slice(1)} Sample`, {
      managerId: name === 'max' ? null : 'max',
      timeZone: plan.zones[index % plan.zones.length] ?? 'UTC',
      locale: plan.french[index % plan.french.length] ? 'fr' : 'en',
      handles: plan.offline.includes(name) ? {} : { slack: `U-${name}` },
    }),
  );
  const byName = new Map(people.map((person) => [person.id, person]));
  return {
    people,
    roles: plan.roles,
    blocked: plan.blocked,
    person(name) {
      const found = byName.get(name);
      if (!found) throw new Error(`nobody is called ${name}`);
      return found;
    },
    rolesOf: (id) => (['hr', 'it', 'admin'] as const).filter((role) => plan.roles[role].some((name) => name === id)),
  };
}
