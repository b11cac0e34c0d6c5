import { day, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { newTask } from './plan-tasks.ts';
import { isTaskOpen, type Task } from './task.ts';

export function evolveTask(task: Task, event: DepartureEvent & { taskId: string }, at: Instant, by: string): Task {
  const changed = { ...task, rev: task.rev + 1 };
  switch (event.type) {
    case 'task-offered':
      return { ...changed, status: 'offered', assignee: event.to };
    case 'task-accepted':
      return { ...changed, status: 'accepted' };
    case 'task-declined':
      return {
        ...changed,
        // The next owner starts with a full ladder from now on; what is past is not sent again.
        ...(event.next === null
          ? { status: 'unassigned' as const, assignee: null }
          : { status: 'waiting' as const, assignee: event.next }),
        candidates: task.candidates.filter((one) => one !== event.next),
        declines: [...task.declines, { by: event.by, reason: event.reason, at }],
        startsAt: task.startsAt > at ? task.startsAt : at,
      };
    case 'task-reassigned':
      return {
        ...changed,
        // Handed over as any other: at once, unless the new owner may not know of the departure yet.
        status: 'waiting',
        assignee: event.to.id,
        candidates: task.candidates.filter((one) => one !== event.to.id),
      };
    case 'task-completed':
      return {
        ...changed,
        status: 'done',
        condition: event.condition,
        done: { by, at, notes: event.notes, late: event.late },
      };
    case 'task-skipped':
      return { ...changed, status: 'skipped', skipped: { by: by === 'system' ? null : by, reason: event.reason, at } };
    case 'task-reminded':
      // A reminder is not a change somebody could have overlooked: `rev` stays, and with it every button.
      return { ...task, reminded: event.rung, remindedAt: at };
    case 'task-escalated':
      return { ...task, escalatedAt: at };
    default:
      return task;
  }
}

/** One task for IT per system in which something was ended, or was on its way, before the departure stopped. */
export function restoreTasks(state: Departure, at: Instant): Task[] {
  const cut = state.revocations.filter(
    // Whatever was called may have been done, also where no answer came or the answer was a refusal.
    (one) => one.calledAt !== null || one.proof !== null || one.status === 'verified',
  );
  const systems = [...new Map(cut.map((one) => [one.action.system, one.action.systemLabel]))];
  return systems.flatMap(([system, label]) => {
    const id = restoreTaskId(state, system);
    if (id === null) return [];
    return [
      newTask({
        id,
        nature: 'restore',
        title: label,
        notes: null,
        owners: state.cast.it.filter((id) => id !== state.leaver.id),
        role: 'it',
        timing: { startsAt: at, dueAt: plus(at, day), reminders: [plus(at, day)], escalateAt: plus(at, 2 * day) },
        escalateTo: state.cast.hr,
      }),
    ];
  });
}

/** One that is open serves again. One that is settled, or was put aside when the departure went on, does not: what was cut since is to be given back anew. */
function restoreTaskId({ tasks }: Departure, system: string): string | null {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? `restore-${system}` : `restore-${system}.${count}`;
    const known = tasks.find((task) => task.id === id);
    if (!known) return id;
    if (isTaskOpen(known)) return null;
  }
}
