import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { nameOf, voiceFor } from '../words/voice.ts';
import { form, reasonField, shown } from './form-parts.ts';

/** Why a step that is to be approved is not done yet. */
export function sendBackForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  const approved = departure.tasks.find(({ id }) => id === task.approves);
  const title = taskTitle(approved ?? task, voice);
  const who = nameOf(departure, approved?.done?.by ?? null, voice);
  return form(voice, {
    kind: 'send-back',
    title: 'form.sendBack.title',
    submit: {
      label: 'form.sendBack.submit',
      act: act('task.send-back.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [shown(text(voice.t('form.sendBack.text', { title, who }))), reasonField(voice)],
  });
}
