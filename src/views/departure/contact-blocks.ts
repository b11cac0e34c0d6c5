import type { Departure } from '../../domain/departure.ts';
import { act } from '../act-names.ts';
import { actions, button, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Tells the leaver where they are reached once access has ended, and lets them say so. Whoever moves inside keeps theirs. */
export function contactBlocks({ id, kind, contact }: Departure, voice: Voice): readonly CardBlock[] {
  if (kind === 'internal-move') return [];
  const known = contact === undefined ? null : oneLine(contact.email);
  return [
    note(known === null ? voice.t('contact.ask') : voice.t('contact.known', { email: known })),
    actions(
      button(voice, act('contact.open', id), known === null ? 'contact.give' : 'contact.change', {
        about: voice.t('contact.title'),
      }),
    ),
  ];
}
