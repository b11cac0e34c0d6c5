import type { Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { actionLine } from '../access/access-state.ts';
import { failureWords } from '../access/failure-words.ts';
import { act } from '../act-names.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { personFields } from './fields.ts';
import { form, personField, shown } from './form-parts.ts';

/** Giving one action to a person who does it by hand. */
export function handForm(departure: Departure, revocation: Revocation, reader: Person): FormView {
  const voice = voiceFor(reader);
  const { action, rev } = revocation;
  const kind = failureWords(revocation, voice);
  return form(voice, {
    kind: 'hand',
    title: 'form.hand.title',
    submit: {
      label: 'form.hand.submit',
      act: act('access.hand.submit', departure.id, { target: action.id, seen: rev }),
    },
    parts: [
      shown(
        text(voice.t('form.hand.text', { what: actionLine(action, voice) })),
        kind !== null && note(voice.t('access.failureWhy', { kind })),
      ),
      personField(voice, { id: personFields.to, label: 'form.hand.to' }, null),
    ],
  });
}
