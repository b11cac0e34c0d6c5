import { convertIcsCalendar } from 'ts-ics';
import type { z } from 'zod';
import { tokenAuth } from '../../connectors/http/auth.ts';
import { type Answered, createSender } from '../../connectors/http/one-request.ts';
import { createRedactor } from '../../connectors/http/redaction.ts';
import { refusalKind } from '../../connectors/http/refusal-kind.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { type Appointment, type Calendar, CalendarError, type Held } from '../../engine/ports/calendar.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { calendarTrouble } from '../../views/knowledge/calendar-words.ts';
import { calendarCall } from '../calendar-call.ts';
import type { CalendarDependencies, CalendarIdentity } from '../define-calendar.ts';
import { icalendarOf } from '../icalendar.ts';
import type { caldavSettings } from './index.ts';

type CaldavSettings = CalendarIdentity & z.output<z.ZodObject<typeof caldavSettings>>;

/** Radicale and Nextcloud run on small machines. */
const limits = { perMinute: 300, concurrency: 4 };

/**
 * One object per meeting, under its name (RFC 4791, 5.3.2): a PUT that names the version it replaces, so that nothing
 * that somebody changed meanwhile is written over unseen.
 */
export function createCaldav(
  settings: CaldavSettings,
  deps: CalendarDependencies,
): Pick<Calendar, 'put' | 'cancel' | 'read'> {
  const { baseUrl, user } = settings;
  const allowPrivateAddresses = settings.allowPrivateAddresses || deps.allowPrivateAddresses;
  if (!baseUrl.startsWith('https:') && !allowPrivateAddresses)
    throw new TypeError(`${new URL(baseUrl).origin}: only https is spoken, for the credentials' sake`);
  const password = resolveSecret(settings.password, deps);
  const auth = tokenAuth('Basic', Buffer.from(`${user}:${password}`).toString('base64'));
  const redact = createRedactor([...auth.secrets, password]);
  const { send, pause } = createSender(
    {
      ...{ baseUrl, auth, allowPrivateAddresses, proxyFor: deps.proxyFor, fetch: deps.fetch, now: deps.now },
      limits: {
        perMinute: settings.perMinute ?? limits.perMinute,
        concurrency: settings.concurrency ?? limits.concurrency,
      },
      shared: deps.callBudget && { budget: deps.callBudget, key: `${settings.id} ${new URL(baseUrl).origin} calendar` },
      timeoutMs: settings.timeoutSeconds * 1000,
    },
    redact,
  );

  const addressOf = ({ email }: Person, uid: string): URL => {
    const values: Readonly<Record<string, string>> = { email, name: email.slice(0, email.lastIndexOf('@')) };
    const path = settings.path.replace(/\{(name|email)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? ''));
    return new URL(`${baseUrl.replace(/\/$/, '')}${path}${encodeURIComponent(uid)}.ics`);
  };

  /** Answers with one of these statuses; throws for every other, as what it means. */
  const ask = async (
    method: string,
    url: URL,
    how: { headers?: Record<string, string>; text?: string; expect: readonly number[] },
    context: ConnectorContext,
  ): Promise<Answered> => {
    const call = {
      headers: { accept: 'text/calendar', ...how.headers },
      ...(how.text !== undefined && { text: { type: 'text/calendar; charset=utf-8', body: how.text } }),
    };
    const answered = await send(method, url, call, context);
    if (how.expect.includes(answered.status)) return answered;
    const { kind, retryAfterSeconds } = refusalKind(answered, method !== 'GET', context.now());
    if (kind === 'throttled' && retryAfterSeconds !== null) pause(retryAfterSeconds);
    const said = `${method} answered ${answered.status}`;
    throw new ConnectorError(kind, { en: said, fr: `${method} a reçu ${answered.status}` });
  };

  const stored = async (url: URL, context: ConnectorContext) => {
    const answered = await ask('GET', url, { expect: [200, 404, 410] }, context);
    if (answered.status !== 200) return null;
    return { etag: answered.headers.get('etag'), meeting: meetingIn(answered.text) };
  };

  return {
    put: (person, appointment) =>
      calendarCall(deps.now, async (context) => {
        const url = addressOf(person, appointment.uid);
        const before = await stored(url, context);
        if (before?.meeting && isSame(before.meeting, appointment)) return;
        const condition = before === null ? { 'if-none-match': '*' } : before.etag ? { 'if-match': before.etag } : {};
        const text = icalendarOf(appointment, { now: toInstant(context.now()), method: null });
        const answered = await ask('PUT', url, { headers: condition, text, expect: [200, 201, 204, 412] }, context);
        // Somebody changed it between the two; the next try sees what stands there.
        if (answered.status === 412) throw new CalendarError('unknown-outcome', calendarTrouble('other'));
      }),
    cancel: (person, { uid }) =>
      calendarCall(deps.now, async (context) => {
        await ask('DELETE', addressOf(person, uid), { expect: [200, 202, 204, 404, 410] }, context);
      }),
    read: (person, uid) =>
      calendarCall(deps.now, async (context): Promise<Held> => {
        const found = await stored(addressOf(person, uid), context);
        if (found === null) return { type: 'absent' };
        const { meeting } = found;
        if (meeting === null) return { type: 'unknown' };
        return { type: 'held', startsAt: meeting.startsAt, endsAt: meeting.endsAt };
      }),
  };
}

/** The meeting in one calendar object; null where there is none that can be read. */
function meetingIn(text: string): { startsAt: string; endsAt: string; sequence: number } | null {
  try {
    const event = convertIcsCalendar(undefined, text).events?.[0];
    // An end that is told as a duration is what somebody else wrote there.
    if (!event?.end) return null;
    const { start, end, sequence } = event;
    return { startsAt: toInstant(start.date), endsAt: toInstant(end.date), sequence: sequence ?? 0 };
  } catch {
    return null;
  }
}

function isSame(found: { startsAt: string; endsAt: string; sequence: number }, wanted: Appointment): boolean {
  return found.startsAt === wanted.startsAt && found.endsAt === wanted.endsAt && found.sequence === wanted.sequence;
}
