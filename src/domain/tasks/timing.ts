import { addBusinessDays } from '../calendar/business-days.ts';
import { type Instant, instantOf, localDate } from '../calendar/time.ts';
import type { FlowStep } from '../flow/flow.ts';
import { dueOf, endOfWorkingDay, momentOf, type PlanContext } from '../flow/moment.ts';
import { escalationOf } from './escalation.ts';
import { remindersOf } from './reminders.ts';

export interface Timing {
  startsAt: Instant;
  dueAt: Instant;
  reminders: Instant[];
  escalateAt: Instant | null;
}

type TimedStep = Pick<FlowStep, 'due' | 'reminders' | 'escalate'> & { starts?: FlowStep['starts'] };

interface Fixed {
  /** When it is due, where a person chose the day. */
  dueAt?: Instant | undefined;
  /** When it is expected to begin for what it waits for, where that is later than its own start. */
  begins?: Instant | null | undefined;
}

/**
 * When a step starts, is due, reminds and escalates. What would be due before anybody could do it gets until the next
 * working evening.
 */
export function timingOf(step: TimedStep, context: PlanContext, fixed: Fixed = {}): Timing {
  const { now } = context;
  const wished = step.starts ? momentOf(step.starts, context) : now;
  const startsAt = wished < now ? now : wished;
  const begins = fixed.begins && fixed.begins > startsAt ? fixed.begins : startsAt;
  const dueAt = fixed.dueAt ?? dueOf(step.due, context, begins);
  return { ...timesBetween(step, begins, dueAt, context), startsAt };
}

/**
 * The times of a step that is handed over at `begins` because what it waited for is settled. A day that hangs on the
 * dates of the departure stays, unless it is over by then.
 */
export function timingFrom(step: TimedStep, begins: Instant, dueAt: Instant, context: PlanContext): Timing {
  return timesBetween(step, begins, step.due.from === 'start' ? dueOf(step.due, context, begins) : dueAt, context);
}

function timesBetween(step: TimedStep, startsAt: Instant, dueAt: Instant, context: PlanContext): Timing {
  const times = { startsAt, dueAt: dueAt > startsAt ? dueAt : nextWorkingEvening(startsAt, context) };
  return { ...times, reminders: remindersOf(step, times, context), escalateAt: escalationOf(step, times, context) };
}

function nextWorkingEvening(from: Instant, { zone, country, calendar }: PlanContext): Instant {
  return instantOf(addBusinessDays(localDate(from, zone), 1, country, calendar), endOfWorkingDay, zone);
}
