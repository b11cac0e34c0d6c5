import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, note, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { organisationName } from '../words/organisation-name.ts';
import { oneLine } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';

/**
 * Asks at an address whether it is the leaver's. Whoever reads it may be anybody: it says who asks, and nothing about
 * whom or why. `given`: the instant at which the address was given; null for one that does not count any more.
 */
export function contactCard(
  { id, contact, status }: Departure,
  given: string,
  { reader, organisation }: { reader: Person; organisation: string },
): CardView | null {
  if (contact?.at !== given || (status !== 'active' && status !== 'completed')) return null;
  const voice = voiceFor(reader);
  const name = oneLine(organisationName(organisation, voice));
  const { confirmedAt, deniedAt } = contact;
  const title = voice.t('contact.question.title', { name });
  const words =
    deniedAt !== undefined
      ? voice.t('contact.denied')
      : confirmedAt !== undefined
        ? voice.t('contact.confirmed')
        : voice.t('contact.question.text', { name });
  const on = { target: given };
  return {
    kind: 'notice',
    title,
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(
      text(words),
      deniedAt === undefined &&
        actions(
          confirmedAt === undefined &&
            button(voice, act('contact.confirm', id, on), 'contact.question.yes', { style: 'primary', about: title }),
          button(voice, act('contact.deny', id, on), 'contact.question.no', { about: title }),
        ),
      deniedAt === undefined && confirmedAt === undefined && note(voice.t('contact.question.else')),
    ),
    fallback: words,
    discretion: 'anybody',
  };
}
