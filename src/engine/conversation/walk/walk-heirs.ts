import type { Departure } from '../../../domain/departure.ts';
import type { PersonId } from '../../../domain/people/people.ts';
import { refuse } from '../../../domain/refusal.ts';
import { heirFieldOf, walkHeirFields } from '../../../views/forms/fields.ts';
import { peopleOf } from '../../people/cast.ts';
import type { Reply } from '../conversation.ts';
import { errorReply } from '../replies.ts';
import { type Turn, textOf } from '../turn.ts';
import { handingOver } from './handing-over.ts';
import { notSpokenWith } from './walk-people.ts';
import type { Draft } from './walk-saving.ts';

type Heirs = Pick<Draft, 'heir' | 'heirs'>;

/**
 * Who was chosen on the page; nothing where it did not ask, or where nothing changes. The manager is nobody's choice:
 * whoever is manager by then takes over.
 */
export function heirsOf(turn: Turn, { draft, manager }: Departure): Heirs {
  const { values } = turn.act;
  const shows = (field: string) => values !== null && Object.hasOwn(values, field);
  const read: Heirs = {};
  if (shows(walkHeirFields.heir)) {
    const picked = textOf(turn, walkHeirFields.heir);
    const heir = picked === manager ? null : picked;
    if (heir !== (draft.heir ?? null)) read.heir = heir;
  }
  const before = draft.heirs ?? {};
  const heirs: Record<string, PersonId> = { ...before };
  for (const { system } of handingOver(turn)) {
    if (!shows(heirFieldOf(system))) continue;
    const picked = textOf(turn, heirFieldOf(system));
    if (picked === null) delete heirs[system];
    else heirs[system] = picked;
  }
  const isSame = JSON.stringify(Object.entries(heirs).toSorted()) === JSON.stringify(Object.entries(before).toSorted());
  return isSame ? read : { ...read, heirs };
}

/** Everybody who was chosen, or what is wrong at which field. */
export async function heirsChecked(
  turn: Turn,
  departure: Departure,
  { heir, heirs }: Heirs,
): Promise<{ people: Departure['people'] } | { reply: Reply }> {
  const named = [
    ...(heir ? [{ field: walkHeirFields.heir as string, id: heir }] : []),
    ...Object.entries(heirs ?? {}).map(([system, id]) => ({ field: heirFieldOf(system), id })),
  ];
  const people = await peopleOf(
    turn.deps,
    named.map(({ id }) => id),
  );
  for (const { field, id } of named) {
    if (id === departure.leaver.id)
      return { reply: errorReply(turn, field, refuse('assignee-is-leaver', { name: departure.leaver.name }).refusal) };
    const shut = notSpokenWith(turn, people[id], field);
    if (shut) return { reply: shut };
  }
  return { people };
}
