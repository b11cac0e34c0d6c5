import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { day, type Instant, minute, plus } from '../../domain/calendar/time.ts';
import type { CardDate } from '../../views/card-view.ts';

/** What a mail carries for calendars (RFC 5546, iMIP: RFC 6047). */
export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL';
  /** The iCalendar text. */
  content: string;
}

/** How long before a moment its entry begins. */
const shown = 30 * minute;

/** One date of one reader. With the same `uid` and a higher `sequence` calendars move or take out what they have. */
export interface Invitation {
  method: CalendarPart['method'];
  uid: string;
  sequence: number;
  at: NonNullable<CardDate['at']>;
  title: string;
  /** Addresses alone: of Relais, and of the reader. */
  from: string;
  to: string;
  now: Instant;
}

/**
 * The invitation as calendars read it. It takes nobody's time (transparent), others who may look into the calendar see
 * no title (private), and no answer is asked for.
 */
export function calendarPart({ method, uid, sequence, at, title, from, to, now }: Invitation): CalendarPart {
  const isOver = method === 'CANCEL';
  const calendar = ical({
    prodId: { company: 'Relais', product: 'Relais' },
    method: isOver ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: now,
    timezone: 'UTC',
    ...('day' in at
      ? { allDay: true, start: `${at.day}T00:00:00.000Z`, end: plus(`${at.day}T00:00:00.000Z`, day) }
      : { start: plus(at.instant, -shown), end: at.instant }),
    summary: title,
    status: isOver ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    organizer: { name: 'Relais', email: from },
    attendees: [
      {
        email: to,
        rsvp: false,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
      },
    ],
  });
  return { method, content: calendar.toString() };
}
