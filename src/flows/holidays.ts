import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { HolidayCalendar } from '../domain/calendar/business-days.ts';
import { addDays, weekDayOf } from '../domain/calendar/time.ts';
import { weekendOf } from './weekends.ts';

/**
 * The days off of whole countries. Public holidays come from date-holidays; regional ones are ignored, and a country
 * that it does not know has none (`knowsHolidaysOf`). Weekends come from `weekendOf`.
 */
export function createHolidayCalendar(): HolidayCalendar {
  const known = new Map<string, ReadonlySet<string>>();
  const weekends = new Map<string, readonly number[]>();
  return {
    isHoliday(date, country) {
      const year = date.slice(0, 4);
      return kept(known, `${country}/${year}`, () => holidaysOf(country, Number(year))).has(date);
    },
    isWeekend: (date, country) => kept(weekends, country, () => weekendOf(country)).includes(weekDayOf(date)),
  };
}

/** Whether business days of this country leave out its public holidays, or only its weekends. */
export function knowsHolidaysOf(country: string): boolean {
  return country.toUpperCase() in new (holidays())().getCountries('en');
}

/**
 * The holidays of all countries, and what computes them, are 20 MB of memory and a tenth of a second: they are loaded
 * by whoever first asks about a date. Not by `import()`, because who asks is a decision and cannot wait.
 */
function holidays(): typeof Holidays {
  return createRequire(import.meta.url)('date-holidays');
}

function kept<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const value = known.get(key) ?? find();
  known.set(key, value);
  return value;
}

function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const calendar = new (holidays())(country.toUpperCase(), { types: ['public'] });
  const dates = new Set<string>();
  // A holiday of several days may begin in the year before.
  for (const holiday of [...calendar.getHolidays(year - 1), ...calendar.getHolidays(year)]) {
    const [first = '', time = ''] = holiday.date.split(' ');
    const days = Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayLength);
    // One that begins at noon leaves a morning to work in.
    if (time !== '00:00:00') continue;
    for (let offset = 0; offset < days; offset += 1) dates.add(addDays(first, offset));
  }
  return dates;
}

const dayLength = 24 * 60 * 60 * 1000;
