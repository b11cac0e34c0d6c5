import type { WorkspacePerson } from '../company.ts';

/** The people of another organisation: as many, in the same teams, with names, addresses and ids of their own. */
export function strangersFor(people: readonly WorkspacePerson[]): WorkspacePerson[] {
  const idOf = (id: WorkspacePerson['id']): WorkspacePerson['id'] => `U9${id.slice(1)}`;
  return people.map((person, index) => ({
    ...person,
    id: idOf(person.id),
    managerId: person.managerId && idOf(person.managerId),
    name: `Stranger ${index + 1}`,
    email: `stranger.${index + 1}@elsewhere.example.com`,
  }));
}
