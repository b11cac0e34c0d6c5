import type { Flow } from '../../domain/flow/flow.ts';
import { ownRolesNamed } from '../../domain/flow/roles-named.ts';
import type { OwnRole, Person, PersonId } from '../../domain/people/people.ts';
import type { Directory } from '../ports/directory.ts';

interface Asking {
  directory: Pick<Directory, 'byId' | 'holders' | 'ownRoles'>;
}

/** Everybody that a plan names, with name, language and zone; by id. */
export async function peopleOf(
  { directory }: Asking,
  ids: readonly (PersonId | null | undefined)[],
): Promise<Record<PersonId, Person>> {
  const unique = [...new Set(ids.filter((id) => id != null))];
  const found = await Promise.all(unique.map((id) => directory.byId(id)));
  return Object.fromEntries(found.filter((one) => one !== null).map((person) => [person.id, person]));
}

export interface Cast {
  ids: { hr: PersonId[]; it: PersonId[]; admin: PersonId[] };
  /** Who holds the roles of the organisation's own, by their id. */
  own: Record<string, OwnRole>;
  people: Record<PersonId, Person>;
}

/** Who holds the company roles now, and those of the organisation's own that the flow names. */
export async function castOf({ directory }: Asking, flow: Flow): Promise<Cast> {
  const named = ownRolesNamed(flow);
  const [[hr, it, admin], ownRoles] = await Promise.all([
    Promise.all((['hr', 'it', 'admin'] as const).map((role) => directory.holders(role))),
    directory.ownRoles(),
  ]);
  const own = [...ownRoles].filter(([id]) => named.includes(id));
  const all = [hr, it, admin, ...own.map(([, { people }]) => people)].flatMap((one) => [...(one ?? [])]);
  const ids = (people: readonly Person[] | undefined) => (people ?? []).map(({ id }) => id);
  return {
    ids: { hr: ids(hr), it: ids(it), admin: ids(admin) },
    own: Object.fromEntries(own.map(([id, { name, people }]) => [id, { name, people: ids(people) }])),
    people: Object.fromEntries(all.map((person) => [person.id, person])),
  };
}
