import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Instant } from '../domain/calendar/time.ts';
import type { Appointment } from '../engine/ports/calendar.ts';

interface Written {
  now: Instant;
  /** Of a message (iTIP, RFC 5546); null for what is stored, where RFC 4791, 4.1 wants none. */
  method: 'REQUEST' | 'CANCEL' | null;
  /** Of a message only: addresses alone. What is stored without them asks nobody for an answer. */
  organizer?: string;
  attendee?: string;
}

/**
 * A meeting as calendars read it (RFC 5545). It takes its reader's time; others who may look into the calendar see no
 * title.
 */
export function icalendarOf(appointment: Appointment, { now, method, organizer, attendee }: Written): string {
  const { uid, sequence, startsAt, endsAt, title, description } = appointment;
  const isOver = method === 'CANCEL';
  const calendar = ical({
    prodId: { company: 'Relais', product: 'Relais' },
    ...(method !== null && { method: isOver ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST }),
  });
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: now,
    timezone: 'UTC',
    start: startsAt,
    end: endsAt,
    summary: title,
    ...(description !== '' && { description }),
    status: isOver ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    transparency: ICalEventTransparency.OPAQUE,
    busystatus: ICalEventBusyStatus.BUSY,
    ...(organizer !== undefined && { organizer: { name: 'Relais', email: organizer } }),
    ...(attendee !== undefined && {
      attendees: [{ email: attendee, rsvp: false, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.NEEDSACTION }],
    }),
  });
  return calendar.toString();
}
