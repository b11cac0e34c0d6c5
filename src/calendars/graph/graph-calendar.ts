import { z } from 'zod';
import { noAuth } from '../../connectors/http/auth.ts';
import { clientCredentials } from '../../connectors/http/client-credentials.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { type Appointment, type Calendar, CalendarError, type Held } from '../../engine/ports/calendar.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { calendarTrouble } from '../../views/knowledge/calendar-words.ts';
import { calendarCall } from '../calendar-call.ts';
import type { CalendarDependencies, CalendarIdentity } from '../define-calendar.ts';
import type { graphCalendarSettings } from './index.ts';

type GraphCalendarSettings = CalendarIdentity & z.output<z.ZodObject<typeof graphCalendarSettings>>;

/**
 * Of 10,000 calls in ten minutes for an app and a mailbox, four at once:
 * https://learn.microsoft.com/graph/throttling-limits
 */
const advice = { perMinute: 300, concurrency: 4 };

/** A named property of our own: the name that calendars know a meeting by is read-only here. */
const nameProperty = 'String {6f1d3d54-2a54-4d0f-9a5e-6a8b7c1f0e21} Name relais-meeting';

const timeShape = z.looseObject({ dateTime: z.string(), timeZone: z.string() });
const eventShape = z.looseObject({
  id: z.string(),
  isCancelled: z.boolean().nullish(),
  start: timeShape.nullish(),
  end: timeShape.nullish(),
});
const listShape = z.looseObject({ value: z.array(eventShape) });
type GraphEvent = z.output<typeof eventShape>;

/**
 * The event carries our name in a property of its own, by which it is found again, and the same name as
 * `transactionId`, so that the same POST made twice makes one.
 * https://learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty
 */
export function createGraphCalendar(
  settings: GraphCalendarSettings,
  deps: CalendarDependencies,
): Pick<Calendar, 'put' | 'cancel' | 'read'> {
  const secret = resolveSecret(settings.clientSecret, deps);
  const login = clientFor({ ...settings, baseUrl: settings.loginUrl }, deps, {
    ...{ auth: noAuth, part: 'sign-in' },
    ...advice,
  });
  const refuses = { en: 'Entra refuses the app registration', fr: 'Entra refuse l’inscription d’application' };
  const service = { http: login, path: path`/${settings.tenant}/oauth2/v2.0/token`, refuses };
  const scope = `${new URL(settings.baseUrl).origin}/.default`;
  const fields = async () => ({ client_id: settings.clientId, client_secret: secret, scope });
  const http = clientFor(settings, deps, {
    auth: clientCredentials(service, fields, [secret]),
    part: 'calendar',
    headers: { prefer: 'outlook.timezone="UTC"' },
    ...advice,
  });

  const named = async ({ email }: Person, uid: string, context: ConnectorContext): Promise<GraphEvent | null> => {
    const property = `ep/id eq '${nameProperty}' and ep/value eq '${uid.replaceAll("'", "''")}'`;
    const query = { $filter: `singleValueExtendedProperties/Any(ep: ${property})`, $top: 2 };
    const { data } = await http.get(path`/users/${email}/events`, listShape, context, { query });
    const [event, second] = data.value.filter(({ isCancelled }) => isCancelled !== true);
    if (second !== undefined) throw new CalendarError('unavailable', calendarTrouble('other'));
    return event ?? null;
  };

  return {
    put: (person, appointment) =>
      calendarCall(deps.now, async (context) => {
        const there = await named(person, appointment.uid, context);
        const { email } = person;
        if (there === null)
          await http.send('POST', path`/users/${email}/events`, context, { json: newEvent(appointment) });
        else
          await http.send('PATCH', path`/users/${email}/events/${there.id}`, context, { json: eventOf(appointment) });
      }),
    cancel: (person, { uid }) =>
      calendarCall(deps.now, async (context) => {
        const there = await named(person, uid, context);
        if (there === null) return;
        await http.send('DELETE', path`/users/${person.email}/events/${there.id}`, context, { expect: [404] });
      }),
    read: (person, uid) =>
      calendarCall(deps.now, async (context): Promise<Held> => {
        const event = await named(person, uid, context);
        if (event === null) return { type: 'absent' };
        const [startsAt, endsAt] = [instantIn(event.start), instantIn(event.end)];
        return startsAt === null || endsAt === null ? { type: 'unknown' } : { type: 'held', startsAt, endsAt };
      }),
  };
}

/** `2026-03-03T09:00:00.0000000` beside its zone, which we asked to be UTC. */
function instantIn(time: z.output<typeof timeShape> | null | undefined): Instant | null {
  if (time?.timeZone !== 'UTC') return null;
  const at = Date.parse(`${time.dateTime.replace(/(\.\d{3})\d*$/, '$1').replace(/Z$/, '')}Z`);
  return Number.isNaN(at) ? null : toInstant(new Date(at));
}

/**
 * What only the first call may say. What somebody deleted by hand is made anew by a later change, under another
 * `transactionId`.
 */
function newEvent(appointment: Appointment) {
  return {
    ...eventOf(appointment),
    transactionId: `${appointment.uid} ${appointment.sequence}`,
    singleValueExtendedProperties: [{ id: nameProperty, value: appointment.uid }],
  };
}

function eventOf({ startsAt, endsAt, title, description }: Appointment) {
  const time = (at: Instant) => ({ dateTime: at.replace(/Z$/, ''), timeZone: 'UTC' });
  return {
    subject: title,
    body: { contentType: 'text', content: description },
    start: time(startsAt),
    end: time(endsAt),
    showAs: 'busy',
    sensitivity: 'private',
  };
}
