import { addBusinessDays } from '../calendar/business-days.ts';
import { hour, type Instant, instantOf, localDate, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Flow, FlowStep } from '../flow/flow.ts';
import { anchorAt, endOfWorkingDay, momentOf, type PlanContext } from '../flow/moment.ts';
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

/** How long somebody has at least for a task that is handed out later than its flow wanted. */
const leastTime = hour;

/**
 * When a step starts, is due, reminds and escalates. What would be due before anybody could do it gets until the next
 * working evening; what has to be ready before something, such as the meeting, no longer than until an hour before that.
 * `dueAt`: a day that a person chose in place of the flow's. `knownFrom`: when its owner may know of it at the earliest.
 */
export function timingOf(
  step: TimedStep,
  context: PlanContext,
  { dueAt, knownFrom = null }: { dueAt?: Instant | undefined; knownFrom?: Instant | null } = {},
): Timing {
  const { now, zone, country, calendar } = context;
  const wished = step.starts ? momentOf(step.starts, context) : now;
  const startsAt = [now, knownFrom ?? now].reduce((latest, at) => (at > latest ? at : latest), wished);
  const planned = dueAt ?? momentOf(step.due, context);
  const isInTime =
    planned > startsAt && ((step.starts !== undefined && startsAt === wished) || planned >= plus(startsAt, leastTime));
  const times = { startsAt, dueAt: isInTime ? planned : nextChance() };
  return { ...times, reminders: remindersOf(step, times, context), escalateAt: escalationOf(step, times, context) };

  function nextChance(): Instant {
    const evening = instantOf(addBusinessDays(localDate(startsAt, zone), 1, country, calendar), endOfWorkingDay, zone);
    const anchor = anchorAt(step.due, context);
    const isBefore = dueAt === undefined && planned < anchor && anchor > startsAt;
    if (!isBefore || evening < anchor) return evening;
    const hourBefore = plus(anchor, -leastTime);
    return hourBefore >= plus(startsAt, leastTime) ? hourBefore : anchor;
  }
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
