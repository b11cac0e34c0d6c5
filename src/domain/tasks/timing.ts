import { addBusinessDays } from '../calendar/business-days.ts';
import { type Instant, instantOf, localDate } from '../calendar/time.ts';
import type { FlowStep } from '../flow/flow.ts';
import { endOfWorkingDay, momentOf, type PlanContext } from '../flow/moment.ts';
import { escalationOf } from './escalation.ts';
import { remindersOf } from './reminders.ts';

export interface Timing {
  startsAt: Instant;
  dueAt: Instant;
  reminders: Instant[];
  escalateAt: Instant | null;
}

type TimedStep = Pick<FlowStep, 'due' | 'reminders' | 'escalate'> & { starts?: FlowStep['starts'] };

/**
 * When a step starts, is due, reminds and escalates. What would be due before anybody could do it gets until the next
 * working evening.
 */
export function timingOf(step: TimedStep, context: PlanContext, dueAt = momentOf(step.due, context)): Timing {
  const { now, zone, country, calendar } = context;
  const wished = step.starts ? momentOf(step.starts, context) : now;
  const startsAt = wished < now ? now : wished;
  const due = dueAt > startsAt ? dueAt : reachable(startsAt);
  const times = { startsAt, dueAt: due };
  return { ...times, reminders: remindersOf(step, times, context), escalateAt: escalationOf(step, times, context) };

  function reachable(from: Instant): Instant {
    return instantOf(addBusinessDays(localDate(from, zone), 1, country, calendar), endOfWorkingDay, zone);
  }
}
