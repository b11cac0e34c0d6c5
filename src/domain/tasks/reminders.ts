import { isPunctual } from '../calendar/lateness.ts';
import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { FlowStep } from '../flow/flow.ts';
import type { PlanContext } from '../flow/moment.ts';
import type { TimedContext, TimedEvent } from '../work.ts';
import { inNudgeHours, nudgeHour } from './nudge-hours.ts';
import { rungAt } from './rung.ts';
import { isTaskActive, type Task } from './task.ts';

/** The instants at which a step reminds its owner, ascending, each once; none before it has begun. */
export function remindersOf(
  { reminders }: Pick<FlowStep, 'reminders'>,
  { startsAt, dueAt }: { startsAt: Instant; dueAt: Instant },
  context: PlanContext,
): Instant[] {
  const found = reminders
    .map((rung) => rungAt(rung, dueAt, context))
    .filter((at) => at > startsAt)
    .sort();
  return [...new Set(found)];
}

/** The next reminder of a task, in the working hours of whoever has it. */
export function remind(state: Departure, task: Task, { now, calendar }: TimedContext): TimedEvent[] {
  const next = task.reminders[task.reminded];
  if (next === undefined || !isTaskActive(task) || task.assignee === null) return [];
  const at = inNudgeHours(next, task.assignee, { state, now, calendar });
  // After a pause only the latest rung is sent: one nudge, never a volley.
  const rung = Math.max(task.reminders.filter((one) => one <= now).length, task.reminded + 1);
  const dueAt = nudgeHour(task.reminders[rung - 1] ?? next, task.assignee, { state, calendar });
  const late = !isPunctual(dueAt, now);
  return [{ at, why: 'reminder', event: { type: 'task-reminded', taskId: task.id, rung, late } }];
}
