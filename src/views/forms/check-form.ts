import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FlatPart, FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { completeFields } from './fields.ts';
import { choicesField, form, option, shown } from './form-parts.ts';

/** The checklist of a step, to tick what is finished by now. */
export function checkForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'check',
    title: 'form.check.title',
    submit: {
      label: 'form.check.submit',
      act: act('task.check.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [shown(text([{ strong: taskTitle(task, voice) }])), checklistField(task, voice)],
  });
}

/** Nothing for a step without a checklist. The values are places in the list, from 0. */
export function checklistField({ checklist = [] }: Task, voice: Voice): readonly FlatPart[] {
  if (checklist.length === 0) return [];
  return [
    choicesField(
      voice,
      { id: completeFields.checked, label: 'form.check.parts', required: false },
      {
        options: checklist.map(({ label }, index) => option(String(index), voice.localized(label))),
        initial: checklist.flatMap(({ done }, index) => (done ? [String(index)] : [])),
      },
    ),
  ];
}
