import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, reasonField, shown } from './form-parts.ts';

/** The first of two words that a departure is erased before its time: what goes, what cannot be reached, and why. */
export function erasureForm(departure: Departure, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'erasure',
    title: 'erasure.title',
    submit: { label: 'erasure.ask', act: act('erasure.ask', departure.id) },
    parts: [shown(text(voice.t('erasure.intro', { name: shownName(departure.leaver.name) }))), reasonField(voice)],
  });
}
