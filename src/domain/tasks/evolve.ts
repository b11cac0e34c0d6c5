import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { TaskEvent } from './events.ts';
import type { Task } from './task.ts';

/** Tasks once one was added, or something happened to one. */
export function evolveTasks(state: Departure, event: TaskEvent, at: Instant, by: string): Departure {
  switch (event.type) {
    case 'task-added':
      return { ...state, tasks: [...state.tasks, event.task], people: { ...state.people, ...event.people } };
    case 'task-reassigned':
      return withTask({ ...state, people: { ...state.people, [event.to.id]: event.to } }, event, { at, by });
    default:
      return withTask(state, event, { at, by });
  }
}

/** Of one task; what adds one is not about any. */
type ChangeOfTask = Exclude<TaskEvent, { type: 'task-added' }>;

function withTask(state: Departure, event: ChangeOfTask, occurred: { at: Instant; by: string }): Departure {
  return {
    ...state,
    tasks: state.tasks.map((task) => (task.id === event.taskId ? evolveTask(task, event, occurred) : task)),
  };
}

/** The status that somebody may want back. */
function before({ status }: Task): { was?: Exclude<Task['status'], 'done' | 'skipped'> } {
  return status === 'done' || status === 'skipped' ? {} : { was: status };
}

function evolveTask(task: Task, event: ChangeOfTask, { at, by }: { at: Instant; by: string }): Task {
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
        done: { by, at, notes: event.notes, late: event.late, ...before(task) },
      };
    case 'task-skipped':
      return {
        ...changed,
        status: 'skipped',
        skipped: { by: by === 'system' ? null : by, reason: event.reason, at, ...before(task) },
      };
    case 'task-undone':
      return { ...changed, status: event.status, done: null, condition: null, skipped: null };
    case 'task-reminded':
      // A reminder is not a change somebody could have overlooked: `rev` stays, and with it every button.
      return { ...task, reminded: event.rung, remindedAt: at };
    case 'task-escalated':
      return { ...task, escalatedAt: at };
  }
}
