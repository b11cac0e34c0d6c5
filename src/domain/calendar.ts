import { addDays, type Instant, instantOf, isWeekendDate, localDate, localTime, plus } from './time.ts';

/** What the domain must know about public holidays; the real list comes from outside, so that the domain stays pure. */
export interface HolidayCalendar {
  /** `date` is `YYYY-MM-DD`, `country` ISO 3166-1 alpha-2. */
  isHoliday(date: string, country: string): boolean;
}

export const noHolidays: HolidayCalendar = { isHoliday: () => false };

export function isBusinessDay(date: string, country: string, calendar: HolidayCalendar): boolean {
  return !isWeekendDate(date) && !calendar.isHoliday(date, country);
}

/** The business day `count` business days after `date` (before it when negative); 0 gives the same day, or the next business day when it is none. */
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
