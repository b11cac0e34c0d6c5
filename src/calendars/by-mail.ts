import { createHash } from 'node:crypto';
import { toInstant } from '../domain/calendar/time.ts';
import type { Person } from '../domain/people/people.ts';
import { type Appointment, type Calendar, CalendarError } from '../engine/ports/calendar.ts';
import { ChannelError } from '../engine/ports/channel.ts';
import type { Clock } from '../engine/ports/clock.ts';
import { calendarTrouble } from '../views/knowledge/calendar-words.ts';
import { icalendarOf } from './icalendar.ts';

/** An invitation on its way to somebody. */
export interface Invitation {
  to: Person;
  /** What has become of the meeting, in one sentence. */
  says: string;
  /** In angle brackets: the same try again has the same, so that mailboxes show it once. */
  messageId: string;
  calendar: { method: 'REQUEST' | 'CANCEL'; content: string };
}

/** The way out for invitations. */
export interface InvitationPost {
  domain: string;
  address: string;
  /** Throws ChannelError only. */
  send(invitation: Invitation): Promise<void>;
}

/**
 * Calendars by mail (iMIP, RFC 6047), for everybody at their own address. A calendar that takes invitations finds the
 * meeting again by its `uid` and counts `sequence`; nobody can look whether one has.
 */
export function createMailCalendar({ domain, address, send }: InvitationPost, clock: Clock): Calendar {
  const deliver = async (person: Person, appointment: Appointment, method: 'REQUEST' | 'CANCEL') => {
    const uid = nameOf(appointment.uid, domain);
    const content = icalendarOf(
      { ...appointment, uid },
      { now: toInstant(clock.now()), method, organizer: address, attendee: person.email },
    );
    try {
      await send({
        to: person,
        says: appointment.says,
        messageId: `<${digestOf(`${uid} ${appointment.sequence} ${person.email}`)}@${domain}>`,
        calendar: { method, content },
      });
    } catch (error) {
      throw asCalendarError(error);
    }
  };
  return {
    id: 'mail',
    readsBack: false,
    serves: () => true,
    put: (person, appointment) => deliver(person, appointment, 'REQUEST'),
    cancel: (person, appointment) => deliver(person, appointment, 'CANCEL'),
    read: async () => ({ type: 'unknown' }),
  };
}

/** A name in our own domain, as the standard asks for. */
function nameOf(uid: string, domain: string): string {
  return `${uid.replace(/@.*$/, '')}@${domain}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function asCalendarError(error: unknown): CalendarError {
  const kind = error instanceof ChannelError ? error.kind : 'unknown-outcome';
  switch (kind) {
    case 'unreachable':
    case 'rejected':
    case 'gone':
      return new CalendarError('rejected', calendarTrouble('mailRefused'), { cause: error });
    case 'throttled':
    case 'unavailable':
      return new CalendarError('unavailable', calendarTrouble('silent'), { cause: error });
    case 'unknown-outcome':
      return new CalendarError('unknown-outcome', calendarTrouble('silent'), { cause: error });
  }
}
