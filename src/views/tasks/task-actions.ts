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
  if (task.approves !== undefined)
    return actions(
      filesOfApproved(departure, task, voice),
      doneButton(departure, task, voice, 'primary'),
      button(voice, act('task.send-back', departure.id, on), 'button.sendBack', { about }),
      button(voice, act('task.decline', departure.id, on), offered ? 'button.decline' : 'button.giveBack', { about }),
    );
  return actions(
    offered && button(voice, act('task.accept', departure.id, on), 'button.accept', { style: 'primary', about }),
    task.checklist !== undefined && button(voice, act('task.check', departure.id, on), 'button.parts', { about }),
    task.proof === 'file' && filesButton(departure, task, voice, needsFile(task) && !offered ? 'primary' : 'default'),
    doneButton(departure, task, voice, offered || needsFile(task) ? 'default' : 'primary'),
    task.nature === 'equipment' &&
      button(voice, act('equipment.open', departure.id, { target: task.id }), 'equipment.button', { about }),
    task.optional === true && button(voice, act('task.skip-own', departure.id, on), 'button.notNeeded', { about }),
    !own &&
      button(voice, act('task.decline', departure.id, on), offered ? 'button.decline' : 'button.giveBack', { about }),
  );
}

/** It cannot be called done before one was brought. */
export function needsFile({ proof, files }: Task): boolean {
  return proof === 'file' && files === undefined;
}

/** Leads to what was brought, and to where more is. */
export function filesButton(departure: Departure, task: Task, voice: Voice, style: CardAction['style']): CardAction {
  const label = isTaskActive(task) ? 'button.addFile' : 'button.files';
  return button(voice, act('task.files', departure.id, { target: task.id }), label, {
    style,
    about: taskTitle(task, voice),
  });
}

function filesOfApproved(departure: Departure, { approves }: Task, voice: Voice): CardAction | false {
  const approved = departure.tasks.find(({ id }) => id === approves);
  return approved?.files !== undefined && filesButton(departure, approved, voice, 'default');
}

export function doneButton(departure: Departure, task: Task, voice: Voice, style: CardAction['style']): CardAction {
  const label =
    task.proof === 'signature' ? 'button.readAndSign' : task.approves === undefined ? 'button.done' : 'button.approve';
  return button(voice, act('task.complete', departure.id, { target: task.id, seen: task.rev }), label, {
    style,
    about: taskTitle(task, voice),
  });
}
