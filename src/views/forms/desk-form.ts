import type { Person } from '../../domain/people/people.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** The link that lets its reader into the desk once. `address`: made for them alone. */
export function deskForm(reader: Person, address: string): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'desk',
    title: 'form.desk.title',
    submit: null,
    parts: shown(
      text(voice.t('form.desk.what')),
      text([{ link: address, label: voice.t('button.desk') }]),
      note(voice.t('form.desk.once')),
    ),
  });
}
