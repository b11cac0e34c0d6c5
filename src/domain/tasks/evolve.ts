import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { TaskEvent } from './events.ts';
import { isTaskOpen, type Task } from './task.ts';

/** Tasks once one was added, or something happened to one. */
export function evolveTasks(state: Departure, event: TaskEvent, at: Instant, by: string): Departure {
  switch (event.type) {
    case 'task-added':
      return withoutItems(
        { ...state, tasks: [...state.tasks, event.task], people: { ...state.people, ...event.people } },
        event.task,
      );
    case 'task-sent-back':
      return sentBack(state, event, { at, by });
    case 'task-skipped':
    case 'task-undone':
      return withApprovals(withTask(state, event, { at, by }), state, event.taskId);
    case 'task-reassigned':
      return withTask({ ...state, people: { ...state.people, [event.to.id]: event.to } }, event, { at, by });
    default:
      return withTask(state, event, { at, by });
  }
}

/** Of one task; what adds one is not about any, and what sends one back is about its approvals too. */
type ChangeOfTask = Exclude<TaskEvent, { type: 'task-added' | 'task-sent-back' }>;

/** A step that had nothing to be repeated for has something now. */
function withoutItems(state: Departure, { flowStepId }: Task): Departure {
  const { inapplicable, ...rest } = state;
  const left = inapplicable?.filter(({ stepId, unmet }) => unmet !== 'items' || stepId !== flowStepId) ?? [];
  return left.length === 0 ? rest : { ...rest, inapplicable: left };
}

/**
 * What is put aside needs no approval; taken back, it needs those again that it needed. What was done and is not any
 * more waits to be approved anew: nobody has seen what will be called done.
 */
function withApprovals(state: Departure, before: Departure, taskId: string): Departure {
  const now = state.tasks.find(({ id }) => id === taskId)?.skipped ?? null;
  const earlier = before.tasks.find(({ id }) => id === taskId);
  const was = earlier?.skipped ?? null;
  const isTakenBack = earlier?.status === 'done' && now === null;
  const follow = (task: Task): Task => {
    if (task.approves !== taskId) return task;
    if (isTakenBack) return toApproveAnew(task);
    if (now !== null && isTaskOpen(task))
      return { ...task, rev: task.rev + 1, status: 'skipped', skipped: { ...now, was: task.status as Open } };
    if (now === null && was !== null && task.skipped?.at === was.at && task.skipped.was !== undefined)
      return { ...task, rev: task.rev + 1, status: task.skipped.was, skipped: null };
    return task;
  };
  return state.tasks.some(({ approves }) => approves === taskId) ? { ...state, tasks: state.tasks.map(follow) } : state;
}

/** The step goes back to whoever called it done, and what was approved of it is to be approved again. */
function sentBack(
  state: Departure,
  { taskId, reason }: TaskEvent & { type: 'task-sent-back' },
  { at, by }: { at: Instant; by: string },
): Departure {
  const approves = state.tasks.find(({ id }) => id === taskId)?.approves;
  const again = (task: Task): Task => {
    if (task.id === approves)
      return {
        ...task,
        rev: task.rev + 1,
        done: null,
        status: 'accepted',
        assignee: task.done?.by ?? task.assignee,
        sentBack: [...(task.sentBack ?? []), { by, reason, at }],
      };
    return task.approves === undefined || task.approves !== approves ? task : toApproveAnew(task);
  };
  return { ...state, tasks: state.tasks.map(again) };
}

/** An approval that waits until its step is done once more; one that was put aside stays so. */
function toApproveAnew(task: Task): Task {
  if (task.status === 'skipped') return task;
  return { ...task, rev: task.rev + 1, done: null, status: task.assignee === null ? 'unassigned' : 'waiting' };
}

type Open = Exclude<Task['status'], 'done' | 'skipped'>;

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

/** The clauses are the task's own; what was read of them stands in the journal. */
function signatureOf({ signature }: ChangeOfTask & { type: 'task-completed' }) {
  if (signature === undefined) return {};
  const { name, language, digest } = signature;
  return { signature: { name, language, digest } };
}

function evolveTask(task: Task, event: ChangeOfTask, { at, by }: { at: Instant; by: string }): Task {
  const changed = { ...task, rev: task.rev + 1 };
  switch (event.type) {
    case 'task-offered':
      return { ...changed, status: 'offered', assignee: event.to, ...(event.times && { ...event.times, reminded: 0 }) };
    case 'task-checked':
      return {
        ...changed,
        checklist: (task.checklist ?? []).map((part, index) => ({ ...part, done: event.checked.includes(index) })),
      };
    // That is for the journal alone.
    case 'task-file-opened':
      return task;
    // The buttons of a card that somebody has open stay good: a file is in nobody's way.
    case 'task-file-added':
      return { ...task, files: [...(task.files ?? []), { ...event.file, by, at }] };
    case 'task-file-removed': {
      const { files = [], ...rest } = task;
      const left = files.filter(({ id }) => id !== event.fileId);
      return left.length === 0 ? rest : { ...rest, files: left };
    }
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
        done: { by, at, notes: event.notes, late: event.late, ...before(task), ...signatureOf(event) },
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
