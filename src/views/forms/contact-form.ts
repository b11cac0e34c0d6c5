import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, note, text } from '../blocks.ts';
import { knownWords } from '../departure/contact-blocks.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { contactFields } from './fields.ts';
import { form, shown, textField } from './form-parts.ts';

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const longestAddress = 254;

/** Where the leaver is reached once access has ended, what for, and until when it is kept. */
export function contactForm({ id, leaver, contact }: Departure, reader: Person): FormView {
  const voice = voiceFor(reader);
  const own = leaver.id === reader.id;
  const name = shownName(leaver.name);
  return form(voice, {
    kind: 'contact',
    title: 'contact.title',
    submit: { label: 'contact.save', act: act('contact.save', id) },
    parts: [
      shown(text(voice.t(own ? 'contact.introOwn' : 'contact.intro', { name }))),
      shown(contact !== undefined && note(knownWords(contact, voice))),
      textField(
        voice,
        { id: contactFields.email, label: 'contact.email', hint: voice.t('contact.hint') },
        { min: 3, max: longestAddress, placeholder: 'name@example.com', initial: contact?.email ?? null },
      ),
      shown(
        contact !== undefined &&
          actions(
            button(voice, act('contact.remove', id), 'contact.remove', {
              about: name,
              confirm: dialog(
                voice,
                { title: 'contact.removeTitle', confirm: 'contact.remove', deny: 'form.cancel' },
                voice.t(own ? 'contact.removeOwn' : 'contact.removeText', { name }),
              ),
            }),
          ),
      ),
    ],
  });
}
