import type { Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { actionLine } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { proveFields } from './fields.ts';
import { form, shown, textField } from './form-parts.ts';

/** What was done by hand, and what was seen afterwards. */
export function proveForm(departure: Departure, revocation: Revocation, reader: Person): FormView {
  const voice = voiceFor(reader);
  const on = { target: revocation.action.id, seen: revocation.rev };
  return form(voice, {
    kind: 'prove',
    title: 'form.prove.title',
    submit: { label: 'form.prove.submit', act: act('access.prove.submit', departure.id, on) },
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
