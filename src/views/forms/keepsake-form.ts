import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { keepsakeGivenAt, maySignBy } from '../../domain/keepsake/given.ts';
import { askedAtOnce, longestGreeting } from '../../domain/keepsake/keepsake.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { button, dialog, item, items, note, section, text } from '../blocks.ts';
import { greetingItem } from '../departure/greeting-words.ts';
import type { FormView } from '../form-view.ts';
import { firstName, shownName } from '../words/plain.ts';
import { nameOf, voiceFor } from '../words/voice.ts';
import { greetingFields, keepsakeField } from './fields.ts';
import { form, personField, shown, textField } from './form-parts.ts';

/** For whoever leads: who was asked to sign, what was written, and whom to ask next. */
export function keepsakeForm(departure: Departure, { reader, now }: { reader: Person; now: Instant }): FormView {
  const voice = voiceFor(reader);
  const { id, leaver, status } = departure;
  const { asked = [], signed = [] } = departure.keepsake ?? {};
  const name = shownName(leaver.name);
  const mayAsk = status === 'active' && maySignBy(departure, now);
  const open = asked.filter((one) => !signed.some(({ by }) => by === one));
  const at = keepsakeGivenAt(departure);
  // The first names proposed are those who carry on.
  const heirs = departure.tasks.flatMap(({ nature, assignee }) =>
    nature === 'handover' && assignee !== null && assignee !== leaver.id && !asked.includes(assignee) ? [assignee] : [],
  );
  const proposed = [...new Set(heirs)];
  const view = form(voice, {
    kind: 'keepsake',
    title: 'form.keepsake.title',
    submit: mayAsk ? { label: 'form.keepsake.submit', act: act('keepsake.ask', id) } : null,
    parts: [
      shown(
        text(voice.t('keepsake.intro', { name })),
        at !== null && note(voice.t('keepsake.givenAt', { name: firstName(leaver.name), when: voice.instant(at) })),
        status === 'active' && !mayAsk && note(voice.t('refusal.keepsake-too-early')),
        section(
          voice.t('keepsake.greetings'),
          items(
            signed.map((one) =>
              greetingItem(
                departure,
                one,
                voice,
                button(voice, act('keepsake.remove', id, { target: one.by }), 'button.takeOut', {
                  about: nameOf(departure, one.by, voice),
                  confirm: dialog(
                    voice,
                    {
                      title: 'dialog.greeting.title',
                      confirm: 'dialog.greeting.confirm',
                      deny: 'dialog.greeting.deny',
                    },
                    voice.t('dialog.greeting.text', { name: nameOf(departure, one.by, voice) }),
                  ),
                }),
              ),
            ),
          ),
        ),
        section(
          voice.t('keepsake.notSigned'),
          items(open.map((one) => item('waiting', voice.t('announcement.waiting'), nameOf(departure, one, voice)))),
        ),
      ),
      mayAsk
        ? Array.from({ length: askedAtOnce }, (_, index) =>
            personField(
              voice,
              {
                id: keepsakeField(index),
                label: index === 0 && asked.length === 0 ? 'keepsake.field.first' : 'keepsake.field.person',
                required: false,
              },
              proposed[index] ?? null,
            ),
          )
        : [],
    ],
  });
  return { ...view, again: act('keepsake.open', id) };
}

/** A greeting, as it was written before. */
export function greetingForm(departure: Departure, reader: Person): FormView {
  const voice = voiceFor(reader);
  const own = departure.keepsake?.signed.find(({ by }) => by === reader.id);
  return form(voice, {
    kind: 'greeting',
    title: 'form.greeting.title',
    submit: { label: 'form.greeting.submit', act: act('keepsake.sign.submit', departure.id) },
    parts: [
      shown(note(voice.t('keepsake.readers', { name: shownName(departure.leaver.name) }))),
      textField(
        voice,
        { id: greetingFields.text, label: 'keepsake.field.text' },
        { multiline: true, min: 2, max: longestGreeting, initial: own?.text ?? null },
      ),
    ],
  });
}
