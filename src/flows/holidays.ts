import Holidays from 'date-holidays';
import type { HolidayCalendar } from '../domain/calendar.ts';

/** Public holidays of whole countries, from date-holidays; regional ones are ignored, and a country it does not know has none. */
export function createHolidayCalendar(): HolidayCalendar {
  const known = new Map<string, ReadonlySet<string>>();
  return {
    isHoliday(date, country) {
      const year = date.slice(0, 4);
      const key = `${country}/${year}`;
      let dates = known.get(key);
      if (!dates) {
        dates = holidaysOf(country, Number(year));
        known.set(key, dates);
      }
      return dates.has(date);
    },
  };
}

function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const calendar = new Holidays(country.toUpperCase(), { types: ['public'] });
  const dates = new Set<string>();
  // A holiday of several days may begin in the year before.
  for (const holiday of [...calendar.getHolidays(year - 1), ...calendar.getHolidays(year)]) {
    const [first = '', time = ''] = holiday.date.split(' ');
    const days = Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayLength);
    // One that begins at noon leaves a morning to work in.
    if (time !== '00:00:00') continue;
    for (let offset = 0; offset < days; offset += 1) dates.add(dayAfter(first, offset));
  }
  return dates;
}

const dayLength = 24 * 60 * 60 * 1000;

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayLength).toISOString().slice(0, 10);
}
