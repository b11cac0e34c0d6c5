import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { nameOf, voiceFor } from '../words/voice.ts';
import { personFields } from './fields.ts';
import { form, personField, shown } from './form-parts.ts';

export function reassignForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  const declined = [...new Set(task.declines.map((one) => nameOf(departure, one.by, voice)))];
  return form(voice, {
    kind: 'reassign',
    title: 'form.reassign.title',
    submit: {
      label: 'form.reassign.submit',
      act: act('task.reassign.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [
      shown(
        text([{ strong: taskTitle(task, voice) }]),
        note(voice.t('form.due', { when: voice.instant(task.dueAt) })),
        declined.length > 0 && note(voice.t('form.reassign.declined', { names: voice.list(declined) })),
      ),
      personField(voice, { id: personFields.to, label: 'form.reassign.to', hint: voice.t('form.reassign.hint') }, null),
    ],
  });
}
