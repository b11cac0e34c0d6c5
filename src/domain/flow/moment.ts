import { addBusinessDays, type HolidayCalendar } from '../calendar/business-days.ts';
import type { Dates } from '../calendar/dates.ts';
import { addDays, hour, type Instant, instantOf, localDate, localTime, minute, plus } from '../calendar/time.ts';
import type { DecideContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DueMoment, Moment, Wait } from './flow.ts';

/** Where and by which calendar the days of a plan are counted. */
export interface PlanContext {
  now: Instant;
  dates: Dates;
  zone: string;
  country: string;
  calendar: HolidayCalendar;
}

export const endOfWorkingDay = '17:00';

/** The instant a flow's moment means for these dates. */
export function momentOf(moment: Moment, context: PlanContext): Instant {
  return countedFrom(anchorOf(moment.from, context), moment, context);
}

/** When a step is due that begins at `start`. */
export function dueOf(due: DueMoment, context: PlanContext, start: Instant): Instant {
  const { from, ...rest } = due;
  if (from !== 'start') return momentOf({ ...rest, from }, context);
  const begins = { at: start, date: localDate(start, context.zone), time: endOfWorkingDay };
  return countedFrom(begins, due, context);
}

/**
 * When a step may begin that waits until so long after another was settled; counted in days, at the same time of day.
 */
export function waitOver(wait: Wait, settledAt: Instant, context: PlanContext): Instant {
  if (wait.offset === 0) return settledAt;
  const { zone } = context;
  const settled = { at: settledAt, date: localDate(settledAt, zone), time: localTime(settledAt, zone) };
  return countedFrom(settled, wait, context);
}

interface Anchor {
  at: Instant;
  date: string;
  time: string;
}

function countedFrom(
  anchor: Anchor,
  moment: { offset: number; unit: Moment['unit']; at?: string | undefined },
  { zone, country, calendar }: PlanContext,
): Instant {
  switch (moment.unit) {
    case 'minutes':
      return plus(anchor.at, moment.offset * minute);
    case 'hours':
      return plus(anchor.at, moment.offset * hour);
    case 'days':
      return instantOf(addDays(anchor.date, moment.offset), moment.at ?? anchor.time, zone);
    case 'business-days':
      return instantOf(addBusinessDays(anchor.date, moment.offset, country, calendar), moment.at ?? anchor.time, zone);
  }
}

/** The instant that a moment is counted from. */
export function anchorAt(moment: Moment, context: PlanContext): Instant {
  return anchorOf(moment.from, context).at;
}

function anchorOf(from: Moment['from'], { now, dates, zone }: PlanContext): Anchor {
  switch (from) {
    case 'planned':
      return { at: now, date: localDate(now, zone), time: endOfWorkingDay };
    case 'last-working-day':
      return ofDay(dates.lastWorkingDay.date, dates.lastWorkingDay.zone);
    case 'contract-end':
      return ofDay(dates.contractEnd.date, dates.contractEnd.zone);
    case 'cut-off':
      return { at: dates.cutOff.at, date: localDate(dates.cutOff.at, zone), time: localTime(dates.cutOff.at, zone) };
  }
}

function ofDay(date: string, zone: string): Anchor {
  return { at: instantOf(date, endOfWorkingDay, zone), date, time: endOfWorkingDay };
}

/** Where the days of a departure are counted: in the cut-off's zone, by the leaver's country. */
export function planContextOf(
  state: Departure,
  dates: Dates,
  { now, calendar }: Pick<DecideContext, 'now' | 'calendar'>,
): PlanContext {
  return { now, dates, zone: dates.cutOff.zone, country: state.leaver.country, calendar };
}
