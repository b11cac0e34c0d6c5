import { isPunctual } from '../calendar/lateness.ts';
import { hour, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { FlowStep } from '../flow/flow.ts';
import type { PlanContext } from '../flow/moment.ts';
import type { TimedContext, TimedEvent } from '../work.ts';
import { inNudgeHours, nudgeHour } from './nudge-hours.ts';
import { rungAt } from './rung.ts';
import type { Task } from './task.ts';

/**
 * When a step that is not done is escalated; an hour after it began at the earliest, null where the flow does not
 * escalate it.
 */
export function escalationOf(
  { escalate: escalation }: Pick<FlowStep, 'escalate'>,
  { startsAt, dueAt }: { startsAt: Instant; dueAt: Instant },
  context: PlanContext,
): Instant | null {
  if (!escalation) return null;
  const at = rungAt(escalation.after, dueAt, context);
  const earliest = plus(startsAt, hour);
  return at > earliest ? at : earliest;
}

/**
 * The escalation of a task, in the working hours of the first of those who hear of it; what speaks for the company
 * waits for no morning.
 */
export function escalate(state: Departure, task: Task, { now, calendar }: TimedContext): TimedEvent[] {
  const [first] = task.escalateTo;
  if (task.escalateAt === null || task.escalatedAt !== null || first === undefined) return [];
  const isUrgent = waitsForNoMorning(task);
  const at = isUrgent ? task.escalateAt : inNudgeHours(task.escalateAt, first, { state, now, calendar });
  const wished = isUrgent ? task.escalateAt : nudgeHour(task.escalateAt, first, { state, calendar });
  const late = !isPunctual(wished, now);
  const event = { type: 'task-escalated', taskId: task.id, to: task.escalateTo, late } as const;
  return [{ at, why: 'escalate', event }];
}

/** Whether the escalation of this task goes out at any hour: the account speaks for the company. */
export function waitsForNoMorning({ nature }: Pick<Task, 'nature'>): boolean {
  return nature === 'shared-account';
}
