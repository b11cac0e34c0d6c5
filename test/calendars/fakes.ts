import { convertIcsCalendar } from 'ts-ics';
import { z } from 'zod';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { rsaKeys } from '../support/rsa-keys.ts';

/** A vendor as its adapter sees it: what stands there, and a switch for the next call. */
export interface FakeVendor {
  fetch: Fetch;
  /** How many meetings stand in the calendar of this address. */
  count(email: string): number;
  down(): void;
  requests: string[];
}

type Answer = (method: string, url: URL, init: { headers: Headers; body: string | null }) => Response;

function vendor(answer: Answer, count: FakeVendor['count']): FakeVendor {
  let isDown = false;
  const requests: string[] = [];
  return {
    requests,
    count,
    down: () => {
      isDown = true;
    },
    async fetch(url, { method = 'GET', headers, body }) {
      const sent = new Headers(headers);
      // Signing in goes on while calendars are down.
      if (isDown && !url.pathname.endsWith('/token')) {
        isDown = false;
        return new Response('<h1>secret maintenance</h1>', { status: 502 });
      }
      requests.push(`${method} ${url.pathname}`);
      return answer(method, url, { headers: sent, body: typeof body === 'string' ? body : null });
    },
  };
}

/** A CalDAV server that wants the version that is replaced, as RFC 4791 has it. */
export function fakeCaldav(): FakeVendor {
  const objects = new Map<string, { text: string; etag: string }>();
  let versions = 0;
  const answer: Answer = (method, { pathname }, { headers, body }) => {
    if (headers.get('authorization') !== `Basic ${Buffer.from('relais:pw').toString('base64')}`)
      return new Response(null, { status: 401 });
    const found = objects.get(pathname);
    if (method === 'GET')
      return found ? new Response(found.text, { headers: { etag: found.etag } }) : new Response(null, { status: 404 });
    if (method === 'DELETE') return new Response(null, { status: objects.delete(pathname) ? 204 : 404 });
    if (method !== 'PUT' || body === null) return new Response(null, { status: 405 });
    const mayReplace = found ? headers.get('if-match') === found.etag : headers.get('if-none-match') === '*';
    if (!mayReplace) return new Response(null, { status: 412 });
    const { method: told, events } = convertIcsCalendar(undefined, body);
    // RFC 4791, 4.1: no METHOD, and every component of one name.
    if (told !== undefined || events?.length !== 1) return new Response(null, { status: 403 });
    versions += 1;
    objects.set(pathname, { text: body, etag: `"${versions}"` });
    return new Response(null, { status: found ? 204 : 201 });
  };
  return vendor(
    answer,
    (email) => [...objects.keys()].filter((path) => path.startsWith(`/${email.split('@')[0]}/agenda/`)).length,
  );
}

const tokenAnswer = () => Response.json({ access_token: 'secret-token', expires_in: 3600, token_type: 'Bearer' });
const jsonOf = (body: string | null) => z.looseObject({}).parse(JSON.parse(body ?? '{}'));

/** Google Calendar: ids are for ever, and what was deleted is found as cancelled. */
export function fakeGoogle(): FakeVendor {
  const events = new Map<string, Record<string, unknown>>();
  const answer: Answer = (method, { pathname }, { headers, body }) => {
    if (pathname.endsWith('/token')) return tokenAnswer();
    if (headers.get('authorization') !== 'Bearer secret-token') return new Response(null, { status: 401 });
    const [, owner = '', id = null] = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(pathname) ?? [];
    const gone = () => Response.json({ error: { code: 404, message: 'Not Found' } }, { status: 404 });
    if (method === 'POST') {
      const event = jsonOf(body);
      const key = `${owner}/${String(event['id'])}`;
      if (!/^[a-v0-9]{5,1024}$/.test(String(event['id']))) return new Response(null, { status: 400 });
      if (events.has(key)) return Response.json({ error: { code: 409 } }, { status: 409 });
      events.set(key, event);
      return Response.json({ kind: 'calendar#event', ...event });
    }
    const key = `${owner}/${id}`;
    const found = events.get(key);
    if (!found) return gone();
    if (method === 'GET') return Response.json({ kind: 'calendar#event', ...found });
    if (method === 'DELETE') {
      if (found['status'] === 'cancelled') return Response.json({ error: { code: 410 } }, { status: 410 });
      events.set(key, { ...found, status: 'cancelled' });
      return new Response(null, { status: 204 });
    }
    events.set(key, { ...found, ...jsonOf(body) });
    return Response.json({ kind: 'calendar#event', ...events.get(key) });
  };
  return vendor(
    answer,
    (email) =>
      [...events].filter(([key, { status }]) => key.startsWith(encodeURIComponent(email)) && status !== 'cancelled')
        .length,
  );
}

/** Microsoft Graph: found by a property of one's own, and told apart by nothing else. */
export function fakeGraph(): FakeVendor {
  const events = new Map<string, { owner: string; name: string; event: Record<string, unknown> }>();
  let ids = 0;
  const propertiesShape = z.array(z.object({ id: z.string(), value: z.string() }));
  const answer: Answer = (method, url, { headers, body }) => {
    if (url.pathname.endsWith('/token')) return tokenAnswer();
    if (headers.get('authorization') !== 'Bearer secret-token') return new Response(null, { status: 401 });
    const [, owner = '', id = null] = /^\/v1\.0\/users\/([^/]+)\/events(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (method === 'POST') {
      const { singleValueExtendedProperties, ...event } = jsonOf(body);
      const [property] = propertiesShape.parse(singleValueExtendedProperties);
      ids += 1;
      events.set(`id-${ids}`, { owner, name: `${property?.id} ${property?.value}`, event: utc(event) });
      return Response.json({ id: `id-${ids}`, ...utc(event) }, { status: 201 });
    }
    if (id === null) {
      const [, asked = '', value = ''] =
        /ep\/id eq '([^']+)' and ep\/value eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '') ?? [];
      const found = [...events].filter(([, one]) => one.owner === owner && one.name === `${asked} ${value}`);
      return Response.json({ value: found.map(([key, { event }]) => ({ id: key, ...event })) });
    }
    const found = events.get(id);
    if (!found || found.owner !== owner)
      return Response.json({ error: { code: 'ErrorItemNotFound' } }, { status: 404 });
    if (method === 'DELETE') {
      events.delete(id);
      return new Response(null, { status: 204 });
    }
    events.set(id, { ...found, event: { ...found.event, ...utc(jsonOf(body)) } });
    return Response.json({ id, ...events.get(id)?.event });
  };
  return vendor(
    answer,
    (email) => [...events.values()].filter(({ owner }) => owner === encodeURIComponent(email)).length,
  );
}

/** Times come back with seven digits behind the second. */
function utc(event: Record<string, unknown>): Record<string, unknown> {
  const shape = z.object({ dateTime: z.string(), timeZone: z.string() });
  const long = (time: unknown) => {
    const { dateTime, timeZone } = shape.parse(time);
    return { dateTime: dateTime.replace(/\.000$/, '.0000000'), timeZone };
  };
  return { ...event, ...(event['start'] !== undefined && { start: long(event['start']), end: long(event['end']) }) };
}

/** The key file of an invented service account. */
export function keyFile(): string {
  const { privateKey } = rsaKeys('service-account');
  return JSON.stringify({
    client_email: 'relais@example-project.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
}
