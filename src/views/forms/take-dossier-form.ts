import type { Person } from '../../domain/people/people.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** The way to the page on which a dossier is taken; null where nobody has told Relais where people reach it. */
export function takeDossierForm(address: string | null, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'take-dossier',
    title: 'form.takeDossier.title',
    submit: null,
    parts: shown(
      address === null
        ? note(voice.t('form.takeDossier.nowhere'))
        : [text([{ link: address, label: voice.t('form.takeDossier.link') }]), note(voice.t('form.takeDossier.text'))],
    ),
  });
}
