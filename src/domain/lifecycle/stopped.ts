import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { restoreTasks } from '../tasks/restore.ts';
import type { BecauseOfHr } from './end.ts';

/**
 * Nothing that was not begun is begun any more; what was cut becomes a task for a person, because giving access back is
 * a person's decision.
 */
export function stopped(
  state: Departure,
  status: 'cancelled' | 'retained',
  end: { at: Instant; by: string; reason: string | null; because?: BecauseOfHr },
): Departure {
  const tasks = state.tasks.map((task) =>
    task.status === 'done' || task.status === 'skipped'
      ? task
      : {
          ...task,
          status: 'skipped' as const,
          rev: task.rev + 1,
          skipped: {
            by: end.by === 'system' ? null : end.by,
            reason: end.reason ?? '',
            at: end.at,
            was: task.status,
          },
        },
  );
  return {
    ...state,
    status,
    ended: {
      at: end.at,
      by: end.by === 'system' ? null : end.by,
      reason: end.reason,
      ...(end.because && { because: end.because }),
      ...(state.confirmations.length > 0 && { confirmations: state.confirmations }),
    },
    tasks: [...tasks, ...restoreTasks(state, end.at)],
    confirmations: [],
    alerts: state.alerts.map((alert) => ({ ...alert, clearedAt: alert.clearedAt ?? end.at })),
  };
}
