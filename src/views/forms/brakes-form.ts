import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { heldOf, heldWords, releasedBy } from '../access/brake.ts';
import { act } from '../act-names.ts';
import { blocks, button, item, items, note, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { sentences, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** How many are shown, and released, at once. */
export const mostShownHeld = 20;

interface ShownHeld {
  reader: Person;
  /** What the reader may know of, at most `mostShownHeld`. */
  held: readonly Departure[];
  /** How many more are held: those that do not fit, and those that are not for this reader. */
  more: number;
  /** Of exactly these departures and their plans. */
  hash: string;
  now: Instant;
}

/** Everything that the brakes hold, for those who may release it: one button for all that is shown, bound to it. */
export function brakesForm({ reader, held, more, hash, now }: ShownHeld): FormView {
  const voice = voiceFor(reader);
  const mayRelease = held.some(({ requester }) => requester !== reader.id);
  return {
    ...form(voice, {
      kind: 'brakes',
      title: 'form.brakes.title',
      submit: mayRelease ? { label: 'form.brakes.submit', act: act('brakes.release', null, { seen: hash }) } : null,
      parts: shown(
        blocks(
          text(voice.t('form.brakes.text', { count: held.length + more })),
          items(held.map((departure) => heldItem(departure, voice, now))),
          more > 0 && note(voice.t('form.brakes.more', { count: more })),
        ),
      ),
    }),
    again: act('brakes.open', null),
  };
}

function heldItem(departure: Departure, voice: Voice, now: Instant): CardItem {
  const name = shownName(departure.leaver.name);
  const by = releasedBy(departure, now, voice);
  return item('waiting', voice.t('brake.held'), [{ strong: name }], {
    detail: sentences(
      departure.dates && `${voice.t('brake.due', { when: voice.zoned(departure.dates.cutOff) })}.`,
      `${heldWords(heldOf(departure, now), voice)}.`,
      by !== null && `${voice.t('word.labelled', { label: voice.t('brake.releasedBy'), words: by })}.`,
    ),
    action: button(voice, act('departure.open', departure.id), 'button.open', { about: name }),
  });
}
