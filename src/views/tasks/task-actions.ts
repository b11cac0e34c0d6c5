import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { actions, button } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import type { Voice } from '../words/voice.ts';
import { taskTitle } from './task-state.ts';

/** What the assignee can do with a task. The leaver is not asked whether they accept a step of their own departure. */
export function taskActions(departure: Departure, task: Task, reader: Person, voice: Voice): CardBlock {
  if (!isTaskActive(task) || task.assignee !== reader.id) return actions();
  const own = reader.id === departure.leaver.id;
  const about = taskTitle(task, voice);
  const on = { target: task.id, seen: task.rev };
  const offered = task.status === 'offered' && !own;
  return actions(
    offered && button(voice, act('task.accept', departure.id, on), 'button.accept', { style: 'primary', about }),
    doneButton(departure, task, voice, offered ? 'default' : 'primary'),
    !own &&
      button(voice, act('task.decline', departure.id, on), offered ? 'button.decline' : 'button.giveBack', { about }),
  );
}

export function doneButton(departure: Departure, task: Task, voice: Voice, style: CardAction['style']): CardAction {
  return button(voice, act('task.complete', departure.id, { target: task.id, seen: task.rev }), 'button.done', {
    style,
    about: taskTitle(task, voice),
  });
}
