import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { voiceFor } from '../words/voice.ts';
import { form, reasonField, shown } from './form-parts.ts';

/** `own`: whoever has an optional step leaves it out. */
export function skipForm(departure: Departure, task: Task, reader: Person, own = false): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'skip',
    title: 'form.skip.title',
    submit: {
      label: 'form.skip.submit',
      act: act(own ? 'task.skip-own.submit' : 'task.skip.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [shown(text(voice.t('form.skip.text', { title: taskTitle(task, voice) }))), reasonField(voice)],
  });
}
