import type { Instant } from '../calendar/time.ts';
import { mayUndo } from '../calendar/undo.ts';
import type { Departure } from '../departure.ts';
import { onTheirOwn } from '../people/wave-membership.ts';
import { isTaskOpen, type Task } from '../tasks/task.ts';

/**
 * Whether this person cancelled it a moment ago and nothing was ended by then: what was called or done by hand may have
 * been given back since, and goes on only by reopening, where nothing that was proven before counts.
 */
export function mayUndoCancel({ ended, runStartedAt, revocations }: Departure, person: string, now: Instant): boolean {
  const isUntouched = revocations.every(({ calledAt, proof }) => calledAt === null && proof === null);
  return runStartedAt === null && isUntouched && mayUndo(ended, person, now);
}

/**
 * As if it had not been cancelled a moment ago: confirmations, tasks and alarms are what they were. What was about to
 * be given back is put aside again.
 */
export function cancelUndone(state: Departure, at: Instant): Departure {
  const { ended } = state;
  return {
    ...state,
    ...onTheirOwn(state, at),
    status: 'active',
    ended: null,
    confirmations: ended?.confirmations ?? [],
    alerts: state.alerts.map((alert) => (alert.clearedAt === ended?.at ? { ...alert, clearedAt: null } : alert)),
    tasks: state.tasks.map((task) => asBefore(task, ended?.at ?? at, at)),
  };
}

function asBefore(task: Task, endedAt: Instant, at: Instant): Task {
  if (task.nature === 'restore')
    return isTaskOpen(task)
      ? { ...task, status: 'skipped', rev: task.rev + 1, skipped: { by: null, reason: '', at } }
      : task;
  const { skipped } = task;
  if (skipped?.was === undefined || skipped.at !== endedAt) return task;
  return { ...task, status: skipped.was, rev: task.rev + 1, skipped: null };
}
