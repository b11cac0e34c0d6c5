import { addBusinessDays, type HolidayCalendar } from '../calendar/business-days.ts';
import type { Dates } from '../calendar/dates.ts';
import { addDays, hour, type Instant, instantOf, localDate, localTime, minute, plus } from '../calendar/time.ts';
import type { DecideContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { Moment } from './flow.ts';

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
  const { zone, country, calendar } = context;
  const anchor = anchorOf(moment.from, context);
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

function anchorOf(
  from: Moment['from'],
  { now, dates, zone }: PlanContext,
): { at: Instant; date: string; time: string } {
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

function ofDay(date: string, zone: string): { at: Instant; date: string; time: string } {
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
