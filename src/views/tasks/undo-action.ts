import type { Instant } from '../../domain/calendar/time.ts';
import { mayUndo } from '../../domain/calendar/undo.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { actions, button } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { Voice } from '../words/voice.ts';
import { taskTitle } from './task-state.ts';

/** The way back for whoever has just finished or skipped a task; false once its minute is over. */
export function undoTask(
  departure: Departure,
  task: Task,
  { reader, voice, now }: { reader: Pick<Person, 'id'>; voice: Voice; now: Instant },
): CardBlock | false {
  if (departure.status !== 'active' && task.nature !== 'restore') return false;
  if (!mayUndo(task.done ?? task.skipped, reader.id, now)) return false;
  const on = { target: task.id, seen: task.rev };
  return actions(button(voice, act('task.undo', departure.id, on), 'button.undo', { about: taskTitle(task, voice) }));
}
