import type { Departure } from '../../domain/departure.ts';
import { act } from '../act-names.ts';
import { actions, button, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { oneLine } from '../words/plain.ts';
import type { CatalogueKey } from '../words/translate.ts';
import type { Voice } from '../words/voice.ts';

/**
 * Tells the leaver where they are reached once access has ended, and lets them say so. Whoever moves inside keeps
 * theirs.
 */
export function contactBlocks({ id, kind, contact, runStartedAt }: Departure, voice: Voice): readonly CardBlock[] {
  if (kind === 'internal-move') return [];
  const ask = voice.t(runStartedAt === null ? 'contact.ask' : 'contact.askEnded');
  return [
    note(contact === undefined ? ask : knownWords(contact, voice)),
    actions(
      button(voice, act('contact.open', id), contact === undefined ? 'contact.give' : 'contact.change', {
        about: voice.t('contact.title'),
      }),
    ),
  ];
}

/** The address with how it stands, for whoever may read it. */
export function knownWords(contact: NonNullable<Departure['contact']>, voice: Voice): string {
  const email = oneLine(contact.email);
  if (contact.deniedAt !== undefined) return voice.t('contact.knownDenied', { email });
  return voice.t(contact.confirmedAt === undefined ? 'contact.knownOpen' : 'contact.known', { email });
}

/** How it stands with the address, without the address: for those who may not read that. */
export function contactState({ contact }: Pick<Departure, 'contact'>): CatalogueKey {
  if (contact === undefined) return 'contact.state.none';
  if (contact.deniedAt !== undefined) return 'contact.state.denied';
  return contact.confirmedAt === undefined ? 'contact.state.open' : 'contact.state.confirmed';
}
