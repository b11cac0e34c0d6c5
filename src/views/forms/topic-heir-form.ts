import type { Departure } from '../../domain/departure.ts';
import type { Topic } from '../../domain/knowledge/dossier.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { topicTitle } from '../knowledge/topic-words.ts';
import { voiceFor } from '../words/voice.ts';
import { personFields } from './fields.ts';
import { form, personField, shown } from './form-parts.ts';

/** Who takes a topic over. */
export function topicHeirForm(departure: Departure, topic: Topic, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'topic-heir',
    title: 'form.topicHeir.title',
    submit: {
      label: 'form.topicHeir.submit',
      act: act('topic.heir.submit', departure.id, { target: topic.id, seen: topic.rev }),
    },
    parts: [
      shown(text([{ strong: topicTitle(topic, voice) }])),
      personField(
        voice,
        { id: personFields.to, label: 'topic.field.heir', hint: voice.t('topic.hint.heir'), required: false },
        topic.heir,
      ),
    ],
  });
}
