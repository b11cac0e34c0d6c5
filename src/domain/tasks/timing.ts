import { addBusinessDays } from '../calendar/business-days.ts';
import { hour, type Instant, instantOf, latest, localDate, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Flow, FlowStep } from '../flow/flow.ts';
import { anchorAt, dueOf, endOfWorkingDay, momentOf, type PlanContext } from '../flow/moment.ts';
import type { PersonId } from '../people/people.ts';
import { isInsider } from '../people/visibility.ts';
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
  /** When its owner may know of it at the earliest; null: at once. */
  knownFrom?: Instant | null | undefined;
}

/** How long somebody has at least for a task that is handed out later than its flow wanted. */
const leastTime = hour;

/**
 * When a step starts, is due, reminds and escalates. What would be due before anybody could do it gets until the next
 * working evening; what has to be ready before something, such as the meeting, no longer than until an hour before
 * that.
 */
export function timingOf(step: TimedStep, context: PlanContext, fixed: Fixed = {}): Timing {
  const { now } = context;
  const wished = step.starts ? momentOf(step.starts, context) : now;
  const startsAt = latest([wished, now, fixed.knownFrom ?? now]) ?? now;
  const begins = fixed.begins && fixed.begins > startsAt ? fixed.begins : startsAt;
  const planned = fixed.dueAt ?? dueOf(step.due, context, begins);
  // Whoever gets it when the flow wants has as long as the flow says.
  const isOnTime = step.due.from === 'start' || (step.starts !== undefined && begins === wished);
  const isInTime = planned > begins && (isOnTime || planned >= plus(begins, leastTime));
  const dueAt = isInTime
    ? planned
    : nextChance(step, context, { begins, planned, isChosen: fixed.dueAt !== undefined });
  return { ...timesBetween(step, begins, dueAt, context), startsAt };
}

/**
 * The times of a step that is handed over at `begins` because what it waited for is settled. A day that hangs on the
 * dates of the departure stays, unless it is over by then.
 */
export function timingFrom(step: TimedStep, begins: Instant, dueAt: Instant, context: PlanContext): Timing {
  const planned = step.due.from === 'start' ? dueOf(step.due, context, begins) : dueAt;
  return timesBetween(step, begins, planned > begins ? planned : nextWorkingEvening(begins, context), context);
}

function timesBetween(step: TimedStep, startsAt: Instant, dueAt: Instant, context: PlanContext): Timing {
  const times = { startsAt, dueAt };
  return { ...times, reminders: remindersOf(step, times, context), escalateAt: escalationOf(step, times, context) };
}

function nextChance(
  { due }: TimedStep,
  context: PlanContext,
  { begins, planned, isChosen }: { begins: Instant; planned: Instant; isChosen: boolean },
): Instant {
  const evening = nextWorkingEvening(begins, context);
  const { from, ...rest } = due;
  if (isChosen || from === 'start') return evening;
  const anchor = anchorAt({ ...rest, from }, context);
  if (planned >= anchor || anchor <= begins || evening < anchor) return evening;
  const hourBefore = plus(anchor, -leastTime);
  return hourBefore >= plus(begins, leastTime) ? hourBefore : anchor;
}

function nextWorkingEvening(from: Instant, { zone, country, calendar }: PlanContext): Instant {
  return instantOf(addBusinessDays(localDate(from, zone), 1, country, calendar), endOfWorkingDay, zone);
}

/**
 * From when on somebody may know of a task; null where they may at once. In a confidential departure those who do not
 * prepare it hear nothing before access ends.
 */
export function knownFrom(
  flow: Pick<Flow, 'confidential'>,
  departure: Pick<Departure, 'leaver' | 'requester' | 'manager' | 'cast'>,
  { person, cutOff }: { person: PersonId | null; cutOff: Instant },
): Instant | null {
  return !flow.confidential || person === null || isInsider(departure, person) ? null : cutOff;
}
