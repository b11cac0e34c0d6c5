import type { Departure } from '../../../domain/departure.ts';
import type { Flow } from '../../../domain/flow/flow.ts';
import { ownRolesNamed } from '../../../domain/flow/roles-named.ts';
import { chosenHeirs } from '../../../domain/people/heirs.ts';
import type { OwnRole, Person, PersonId } from '../../../domain/people/people.ts';
import { isSpokenWith } from '../../people/spoken-with.ts';
import type { Reply } from '../conversation.ts';
import type { Turn } from '../turn.ts';

/** Everybody that a plan names, with name, language and zone; by id. */
export async function peopleOf(
  turn: Turn,
  ids: readonly (PersonId | null | undefined)[],
): Promise<Record<PersonId, Person>> {
  const unique = [...new Set(ids.filter((id) => id != null))];
  const found = await Promise.all(unique.map((id) => turn.deps.directory.byId(id)));
  return Object.fromEntries(found.filter((one) => one !== null).map((person) => [person.id, person]));
}

export interface Cast {
  ids: { hr: PersonId[]; it: PersonId[]; admin: PersonId[] };
  /** Who holds the roles of the organisation's own, by their id. */
  own: Record<string, OwnRole>;
  people: Record<PersonId, Person>;
}

/** Who holds the company roles now, and those of the organisation's own that the flow names. */
export async function castOf(turn: Turn, flow: Flow): Promise<Cast> {
  const named = ownRolesNamed(flow);
  const { directory } = turn.deps;
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

/** Everybody the draft names already. */
export function namedIn({ draft, manager, requester, leaver }: Departure): (PersonId | null)[] {
  return [
    manager,
    requester,
    leaver.id,
    ...draft.handovers.flatMap(({ to, fallback }) => [to, fallback]),
    ...chosenHeirs(draft),
  ];
}

/** What to say beside the field to whoever picked a guest or a closed account for something to do; null when Relais speaks with them. */
export function notSpokenWith(turn: Turn, person: Person | undefined, field: string): Reply | null {
  if (!person || isSpokenWith(person)) return null;
  return { type: 'errors', errors: { [field]: turn.voice.t('notice.notSpokenWith', { name: person.name }) } };
}
