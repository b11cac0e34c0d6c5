import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people.ts';
import type { Revocation } from '../../domain/revocation.ts';
import { actionLine } from '../access-state.ts';
import { act } from '../act-names.ts';
import { note, text } from '../blocks.ts';
import { dateField, form, personField, reasonField, shown, textField } from '../form-parts.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../voice.ts';
import { personFields, proveFields, waiveFields } from './fields.ts';

/** Letting one access be, knowingly: why, and until when. */
export function waiveForm(departure: Departure, revocation: Revocation, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'waive',
    title: 'form.waive.title',
    submit: { label: 'form.waive.submit', act: act('access.waive.submit', departure.id, on(revocation)) },
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

/** Giving one action to a person who does it by hand. */
export function handForm(departure: Departure, revocation: Revocation, reader: Person): FormView {
  const voice = voiceFor(reader);
  const { action, failure } = revocation;
  return form(voice, {
    kind: 'hand',
    title: 'form.hand.title',
    submit: { label: 'form.hand.submit', act: act('access.hand.submit', departure.id, on(revocation)) },
    parts: [
      shown(
        text(voice.t('form.hand.text', { what: actionLine(action, voice) })),
        failure && note(voice.t('access.failureWhy', { kind: voice.t(`error.${failure.kind}`) })),
      ),
      personField(voice, { id: personFields.to, label: 'form.hand.to' }, null),
    ],
  });
}

/** What was done by hand, and what was seen afterwards. */
export function proveForm(departure: Departure, revocation: Revocation, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'prove',
    title: 'form.prove.title',
    submit: { label: 'form.prove.submit', act: act('access.prove.submit', departure.id, on(revocation)) },
    parts: [
      shown(text([{ strong: actionLine(revocation.action, voice) }])),
      textField(
        voice,
        { id: proveFields.proof, label: 'form.prove.proof', hint: voice.t('form.prove.proofHint') },
        { multiline: true, min: 3, max: 2000 },
      ),
    ],
  });
}

function on(revocation: Revocation) {
  return { target: revocation.action.id, seen: revocation.rev };
}
