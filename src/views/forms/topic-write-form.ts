import type { Departure } from '../../domain/departure.ts';
import { longestTopicText, type Topic } from '../../domain/knowledge/dossier.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { topicTitle } from '../knowledge/topic-words.ts';
import { oneLine } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { topicFields } from './fields.ts';
import { form, shown, textField } from './form-parts.ts';

/** The text of one topic, as it stands, to be written on. */
export function topicWriteForm(departure: Departure, topic: Topic, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'topic-write',
    title: 'form.topicWrite.title',
    submit: {
      label: 'form.topicWrite.submit',
      act: act('topic.write.submit', departure.id, { target: topic.id, seen: topic.rev }),
    },
    parts: [
      shown(
        text([{ strong: topicTitle(topic, voice) }]),
        topic.question !== null && note(oneLine(voice.localized(topic.question))),
      ),
      textField(
        voice,
        { id: topicFields.text, label: 'topic.field.text', hint: voice.t('topic.hint.text') },
        { multiline: true, min: 1, max: longestTopicText, initial: topic.written?.text ?? null },
      ),
    ],
  });
}
