import type { Departure } from '../../../domain/departure.ts';
import { chosenHeirs } from '../../../domain/people/heirs.ts';
import type { Person, PersonId } from '../../../domain/people/people.ts';
import { isSpokenWith } from '../../people/spoken-with.ts';
import type { Reply } from '../conversation.ts';
import type { Turn } from '../turn.ts';

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

/**
 * What to say beside the field to whoever picked a guest or a closed account for something to do; null when Relais
 * speaks with them.
 */
export function notSpokenWith(turn: Turn, person: Person | undefined, field: string): Reply | null {
  if (!person || isSpokenWith(person)) return null;
  return { type: 'errors', errors: { [field]: turn.voice.t('notice.notSpokenWith', { name: person.name }) } };
}
