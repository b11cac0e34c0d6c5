import { z } from 'zod';
import { accountOf, cloudUrls, delegatedAccess } from '../../connectors/google/service-account.ts';
import { noAuth } from '../../connectors/http/auth.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Appointment, Calendar, Held } from '../../engine/ports/calendar.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { calendarCall } from '../calendar-call.ts';
import type { CalendarDependencies, CalendarIdentity } from '../define-calendar.ts';
import type { googleCalendarSettings } from './index.ts';

type GoogleCalendarSettings = CalendarIdentity & z.output<z.ZodObject<typeof googleCalendarSettings>>;

/** Of 600 calls a minute for a user in a project: https://developers.google.com/workspace/calendar/api/guides/quota */
const advice = { perMinute: 300, concurrency: 4 };
const scopes = ['https://www.googleapis.com/auth/calendar.events'];

const timeShape = z.looseObject({ dateTime: z.iso.datetime({ offset: true }).optional() });
const eventShape = z.looseObject({
  status: z.string(),
  start: timeShape.optional(),
  end: timeShape.optional(),
});

/**
 * The event has our name as its id, so that making it twice makes it once. An id is for ever: what was deleted is still
 * found, as cancelled, and is written over. https://developers.google.com/workspace/calendar/api/v3/reference/events
 */
export function createGoogleCalendar(
  settings: GoogleCalendarSettings,
  deps: CalendarDependencies,
): Pick<Calendar, 'put' | 'cancel' | 'read'> {
  const account = accountOf({ ...settings, ...cloudUrls }, deps, advice);
  const signIn = clientFor({ ...settings, baseUrl: settings.tokenUrl }, deps, {
    ...{ auth: noAuth, part: 'sign-in' },
    ...advice,
  });
  const auth = delegatedAccess(account, settings.tokenUrl, signIn).authFor(scopes, ownerIn);
  const http = clientFor(settings, deps, { auth, part: 'calendar', ...advice });
  const quietly = { query: { sendUpdates: 'none' } };

  const found = async (person: Person, uid: string, context: ConnectorContext) => {
    const { data } = await http.find(eventPath(person, uid), eventShape, context);
    return data;
  };

  return {
    put: (person, appointment) =>
      calendarCall(deps.now, async (context) => {
        const json = eventOf(appointment);
        const there = await found(person, appointment.uid, context);
        if (there === null) {
          const call = { ...quietly, json: { ...json, id: idOf(appointment.uid) } };
          await http.send('POST', eventsPath(person), context, call);
        } else await http.send('PUT', eventPath(person, appointment.uid), context, { ...quietly, json });
      }),
    cancel: (person, { uid }) =>
      calendarCall(deps.now, async (context) => {
        await http.send('DELETE', eventPath(person, uid), context, { ...quietly, expect: [404, 410] });
      }),
    read: (person, uid) =>
      calendarCall(deps.now, async (context): Promise<Held> => {
        const event = await found(person, uid, context);
        if (event === null || event.status === 'cancelled') return { type: 'absent' };
        const [startsAt, endsAt] = [event.start?.dateTime, event.end?.dateTime];
        if (startsAt === undefined || endsAt === undefined) return { type: 'unknown' };
        return { type: 'held', startsAt: toInstant(new Date(startsAt)), endsAt: toInstant(new Date(endsAt)) };
      }),
  };
}

/** Whose calendar a call is about: their primary one has their address as its id. */
function ownerIn({ pathname }: URL): string {
  return decodeURIComponent(pathname.split('/')[4] ?? '');
}

function eventsPath({ email }: Person): string {
  return path`/calendar/v3/calendars/${email}/events`;
}

function eventPath({ email }: Person, uid: string): string {
  return path`/calendar/v3/calendars/${email}/events/${idOf(uid)}`;
}

/** Ids are of `a` to `v` and digits (base32hex); our names are hexadecimal before the @. */
function idOf(uid: string): string {
  return uid.replace(/@.*$/, '').toLowerCase();
}

function eventOf({ sequence, startsAt, endsAt, title, description }: Appointment) {
  return {
    status: 'confirmed',
    summary: title,
    description,
    sequence,
    visibility: 'private',
    start: { dateTime: startsAt, timeZone: 'UTC' },
    end: { dateTime: endsAt, timeZone: 'UTC' },
  };
}
