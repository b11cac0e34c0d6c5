import { addDays, type Instant, instantOf, localDate, localTime, plus, weekDayOf } from './time.ts';

/**
 * What the domain must know about days off; the real lists come from outside, so that the domain stays pure. In both,
 * `date` is `YYYY-MM-DD` and `country` ISO 3166-1 alpha-2; for a country that nobody knows the answers are those of
 * `noHolidays`.
 */
export interface HolidayCalendar {
  /** A public holiday of the whole country. */
  isHoliday(date: string, country: string): boolean;
  /** A day of rest of each week. Most countries have two, some have one, and they need not follow one another. */
  isWeekend(date: string, country: string): boolean;
}

/** Weekends on Saturday and Sunday, and nothing else. */
export const noHolidays: HolidayCalendar = { isHoliday: () => false, isWeekend: (date) => weekDayOf(date) >= 6 };

export function isBusinessDay(date: string, country: string, calendar: HolidayCalendar): boolean {
  return !calendar.isWeekend(date, country) && !calendar.isHoliday(date, country);
}

/**
 * The business day `count` business days after `date` (before it when negative); 0 gives the same day, or the next
 * business day when it is none.
 */
export function addBusinessDays(date: string, count: number, country: string, calendar: HolidayCalendar): string {
  let current = date;
  if (count === 0) {
    while (!isBusinessDay(current, country, calendar)) current = addDays(current, 1);
    return current;
  }
  const direction = Math.sign(count);
  for (let left = Math.abs(count); left > 0; ) {
    current = addDays(current, direction);
    if (isBusinessDay(current, country, calendar)) left -= 1;
  }
  return current;
}

/** The hours in which Relais nudges people, on the clock of the person nudged. */
export const nudgeHours = { from: '09:00', to: '18:00' } as const;

/** `at` itself when it lies in the reader's nudge hours on a business day, else the next such morning. */
export function outsideQuietHours(
  at: Instant,
  reader: { timeZone: string; country: string },
  calendar: HolidayCalendar,
): Instant {
  const date = localDate(at, reader.timeZone);
  const time = localTime(at, reader.timeZone);
  const open = isBusinessDay(date, reader.country, calendar);
  if (open && time >= nudgeHours.from && time < nudgeHours.to) return at;
  const sameMorning = open && time < nudgeHours.from;
  const next = sameMorning ? date : addBusinessDays(date, 1, reader.country, calendar);
  const morning = instantOf(next, nudgeHours.from, reader.timeZone);
  return morning > at ? morning : plus(at, 1);
}

/** Whether a time of day lies between two others, over midnight where the second comes first. */
export function isWithin({ from, to }: { from: string; to: string }, time: string): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to;
}
