import type { Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { actionLine } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { waiveFields } from './fields.ts';
import { dateField, form, reasonField, shown } from './form-parts.ts';

/** Letting one access be, knowingly: why, and until when. */
export function waiveForm(departure: Departure, revocation: Revocation, reader: Person): FormView {
  const voice = voiceFor(reader);
  const on = { target: revocation.action.id, seen: revocation.rev };
  return form(voice, {
    kind: 'waive',
    title: 'form.waive.title',
    submit: { label: 'form.waive.submit', act: act('access.waive.submit', departure.id, on) },
    parts: [
      shown(text(voice.t('form.waive.text', { what: actionLine(revocation.action, voice) }))),
      reasonField(voice),
      dateField(
        voice,
        {
          id: waiveFields.until,
          label: 'form.waive.until',
          hint: voice.t('form.waive.untilHint'),
          required: false,
        },
        null,
      ),
    ],
  });
}
