import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { type Task, taskSchema } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { voiceFor } from '../words/voice.ts';
import { checklistField } from './check-form.ts';
import { completeFields } from './fields.ts';
import { choiceField, form, option, shown, textField } from './form-parts.ts';

const conditions = taskSchema.shape.condition.unwrap().options;

/** A note for whoever comes after and, for equipment, its condition. */
export function completeForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'complete',
    title: 'form.complete.title',
    submit: {
      label: 'form.complete.submit',
      act: act('task.complete.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [
      shown(
        text([{ strong: taskTitle(task, voice) }]),
        task.files !== undefined && note(voice.t('task.files', { count: task.files.length })),
      ),
      task.nature === 'equipment'
        ? choiceField(
            voice,
            { id: completeFields.condition, label: 'form.complete.condition' },
            {
              options: conditions.map((condition) => option(condition, voice.t(`condition.${condition}`))),
              initial: null,
            },
          )
        : [],
      checklistField(task, voice),
      textField(
        voice,
        {
          id: completeFields.notes,
          label: 'form.complete.notes',
          hint: voice.t('form.complete.notesHint'),
          required: task.proof === 'note',
        },
        { multiline: true, max: 2000 },
      ),
    ],
  });
}
