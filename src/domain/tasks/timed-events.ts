import { atOnce } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isInsider, revealedAt } from '../people/visibility.ts';
import type { TimedContext, TimedEvent } from '../work.ts';
import { awaitsRelease } from './awaits-release.ts';
import { escalate } from './escalation.ts';
import { nextOwner } from './next-owner.ts';
import { remind } from './reminders.ts';
import { isTaskOpen, type Task } from './task.ts';
import { mayBeAskedFrom } from './who-hears.ts';

/** What time alone brings to tasks. */
export function timedTasks(state: Departure, context: TimedContext): TimedEvent[] {
  return state.tasks.flatMap((task) => timedTask(state, task, context));
}

function timedTask(state: Departure, task: Task, context: TimedContext): TimedEvent[] {
  if (!isTaskOpen(task) || (state.status !== 'active' && task.nature !== 'restore')) return [];
  const { id: taskId, assignee } = task;
  if (assignee !== null && context.leaving.has(assignee) && assignee !== state.leaver.id)
    return [
      {
        at: atOnce,
        why: 'start',
        event: {
          type: 'task-declined',
          taskId,
          by: assignee,
          reason: '',
          next: nextOwner(task, context.leaving, assignee),
        },
      },
    ];
  if (task.status === 'waiting') return offer(state, task);
  return [...remind(state, task, context), ...escalate(state, task, context)];
}

function offer(state: Departure, task: Task): TimedEvent[] {
  const { assignee } = task;
  const waits = state.tasks.some((one) => task.after.includes(one.id) && isTaskOpen(one));
  if (assignee === null || waits || awaitsRelease(state, task)) return [];
  const reveal = isInsider(state, assignee) ? atOnce : revealedAt(state);
  const told = mayBeAskedFrom(state, task);
  if (reveal === null || told === null) return [];
  const at = [reveal, told].reduce((latest, one) => (one > latest ? one : latest), task.startsAt);
  return [{ at, why: 'start', event: { type: 'task-offered', taskId: task.id, to: assignee } }];
}
