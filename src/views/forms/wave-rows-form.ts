import type { Localized } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { waveFields } from './fields.ts';
import { choiceField, dateField, form, option, shown, textField, timeField } from './form-parts.ts';

interface WaveRowsData {
  reader: Person;
  /** The confidential flows, the usual one first. */
  flows: readonly { id: string; name: string | Localized }[];
  known: { title: string; lastDay: string; time: string; flow: string };
}

/** Slack's limit for what is typed into one field; more is pasted in turns, or given by `relais wave import`. */
const mostTyped = 3000;

/** Rows to paste, and what holds for those that say nothing else. */
export function waveRowsForm({ reader, flows, known }: WaveRowsData): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'wave-rows',
    title: 'form.wave.title',
    submit: { label: 'form.wave.check', act: act('wave.rows.submit', null) },
    parts: [
      shown(text(voice.t('form.wave.rowsIntro'))),
      textField(voice, { id: waveFields.title, label: 'form.wave.name' }, { min: 2, max: 80, initial: known.title }),
      dateField(
        voice,
        { id: waveFields.lastDay, label: 'form.wave.lastDay', hint: voice.t('form.wave.lastDayHint'), required: false },
        known.lastDay === '' ? null : known.lastDay,
      ),
      timeField(
        voice,
        { id: waveFields.time, label: 'form.wave.time', hint: voice.t('form.wave.timeHint'), required: false },
        known.time === '' ? null : known.time,
        reader.timeZone,
      ),
      choiceField(
        voice,
        { id: waveFields.flow, label: 'form.wave.flow' },
        {
          options: flows.map(({ id, name }) => option(id, voice.localized(name))),
          initial: known.flow === '' ? (flows[0]?.id ?? null) : known.flow,
        },
      ),
      textField(
        voice,
        { id: waveFields.rows, label: 'form.wave.rows', hint: voice.t('form.wave.rowsHint') },
        { multiline: true, min: 3, max: mostTyped, placeholder: voice.t('form.wave.rowsPlaceholder') },
      ),
    ],
  });
}
