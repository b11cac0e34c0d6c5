import { type HolidayCalendar, isBusinessDay, isWithin, nudgeHours } from '../calendar/business-days.ts';
import { addDays, type Instant, instantOf, localDate, localTime, minute, plus } from '../calendar/time.ts';

/** Somebody who sits in a meeting. `quiet`: hours (`HH:mm`, their clock) in which they want no message. */
export interface Attendee {
  timeZone: string;
  country: string;
  quiet?: { from: string; to: string } | undefined;
}

/** A stretch of time. */
export interface Meeting {
  startsAt: Instant;
  minutes: number;
}

export function endOf({ startsAt, minutes }: Meeting): Instant {
  return plus(startsAt, minutes * minute);
}

/** Whether all of it lies in the working hours of a working day of everybody, and in nobody's quiet hours. */
export function suitsAll(meeting: Meeting, attendees: readonly Attendee[], calendar: HolidayCalendar): boolean {
  return attendees.every((one) => suits(meeting, one, calendar));
}

function suits(meeting: Meeting, { timeZone, country, quiet }: Attendee, calendar: HolidayCalendar): boolean {
  const { startsAt } = meeting;
  const date = localDate(startsAt, timeZone);
  // Its last minute: who stops at six may sit in it until six.
  const last = plus(endOf(meeting), -minute);
  if (localDate(last, timeZone) !== date || !isBusinessDay(date, country, calendar)) return false;
  if (localTime(startsAt, timeZone) < nudgeHours.from || localTime(last, timeZone) >= nudgeHours.to) return false;
  if (quiet === undefined) return true;
  for (let at = startsAt; at <= last; at = plus(at, minute)) if (isWithin(quiet, localTime(at, timeZone))) return false;
  return true;
}

export function overlap(one: Meeting, other: Meeting): boolean {
  return one.startsAt < endOf(other) && other.startsAt < endOf(one);
}

/** Times of day at which a meeting may begin, the usual ones first, those of the lunch break last. */
const times = [
  ...['10:00', '14:00', '15:00', '16:00', '11:00', '09:30', '14:30', '15:30', '10:30', '16:30', '09:00', '17:00'],
  ...['17:30', '11:30', '13:30', '12:00', '12:30', '13:00'],
];

/** Nobody plans a meeting further ahead by a proposal. */
const mostDays = 90;

/**
 * The first time from the day after `now` on, on the first attendee's clock, that suits everybody, is free, and ends by
 * `until`; null where there is none.
 */
export function nextFreeTime(
  minutes: number,
  {
    now,
    until,
    attendees,
    taken,
    calendar,
  }: {
    now: Instant;
    until: Instant;
    attendees: readonly [Attendee, ...Attendee[]];
    taken: readonly Meeting[];
    calendar: HolidayCalendar;
  },
): Instant | null {
  const zone = attendees[0].timeZone;
  const today = localDate(now, zone);
  for (let day = 1; day <= mostDays; day += 1) {
    const date = addDays(today, day);
    if (date > localDate(until, zone)) return null;
    for (const time of times) {
      const meeting = { startsAt: instantOf(date, time, zone), minutes };
      if (endOf(meeting) > until || taken.some((one) => overlap(one, meeting))) continue;
      if (suitsAll(meeting, attendees, calendar)) return meeting.startsAt;
    }
  }
  return null;
}
