import type { Departure } from '../../../domain/departure.ts';
import { chosenHeirs } from '../../../domain/people/heirs.ts';
import type { Person, PersonId } from '../../../domain/people/people.ts';
import { isSpokenWith } from '../../people/directory.ts';
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
  people: Record<PersonId, Person>;
}

/** Who holds the company roles now. */
export async function castOf(turn: Turn): Promise<Cast> {
  const [hr, it, admin] = await Promise.all(
    (['hr', 'it', 'admin'] as const).map((role) => turn.deps.directory.holders(role)),
  );
  const all = [hr, it, admin].flatMap((one) => [...(one ?? [])]);
  const ids = (people: readonly Person[] | undefined) => (people ?? []).map(({ id }) => id);
  return {
    ids: { hr: ids(hr), it: ids(it), admin: ids(admin) },
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
