import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { voiceFor } from '../words/voice.ts';
import { form, reasonField, shown } from './form-parts.ts';

export function declineForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'decline',
    title: 'form.decline.title',
    submit: {
      label: 'form.decline.submit',
      act: act('task.decline.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [shown(text(voice.t('form.decline.text', { title: taskTitle(task, voice) }))), reasonField(voice)],
  });
}
