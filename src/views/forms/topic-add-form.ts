import type { Departure } from '../../domain/departure.ts';
import { longestTopicTitle, topicCategorySchema } from '../../domain/knowledge/dossier.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { topicFields } from './fields.ts';
import { choiceField, form, option, textField } from './form-parts.ts';

/** A topic that no template knows. */
export function topicAddForm(departure: Departure, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'topic-add',
    title: 'form.topicAdd.title',
    submit: { label: 'form.topicAdd.submit', act: act('topic.add.submit', departure.id) },
    parts: [
      textField(voice, { id: topicFields.title, label: 'topic.field.title' }, { min: 3, max: longestTopicTitle }),
      choiceField(
        voice,
        { id: topicFields.category, label: 'topic.field.category' },
        {
          options: topicCategorySchema.options.map((one) => option(one, voice.t(`topic.category.${one}`))),
          initial: 'running-work',
          style: 'menu',
        },
      ),
    ],
  });
}
