import { z } from 'zod';
import { localDate } from '../../domain/calendar/time.ts';
import { calendarKinds, calendarPage } from '../../views/desk/calendar-page.ts';
import { openOnes } from '../../views/forms/list-filters.ts';
import { listed } from './departures-view.ts';
import type { DrawPage } from './reading.ts';

/** How many departures under way a calendar is drawn from: those with the nearest dates. */
const mostRead = 500;

export const drawCalendar: DrawPage = async (reading) => {
  const { query, now, voice } = reading;
  const month = z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .catch(localDate(now, voice.zone).slice(0, 7))
    .parse(query['month']);
  const what = z.enum(calendarKinds).catch('dates').parse(query['what']);
  const { departures, total } = await listed(reading, { filters: openOnes, size: mostRead });
  return calendarPage({ month, what, departures, isPartial: total > departures.length, now }, voice);
};
