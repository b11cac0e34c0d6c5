import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { calendarsSchema, calendarTypes, createCalendars } from '../../src/calendars/registry.ts';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import type { Appointment } from '../../src/engine/ports/calendar.ts';
import { missingSpec, type VendorSpec, vendorSpec } from '../connectors/http-vendor-spec.ts';
import { calendarContract } from '../contracts/calendar-contract.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { type FakeVendor, fakeCaldav, fakeGoogle, fakeGraph, keyFile } from './fakes.ts';

const key = keyFile();
const env = { PASSWORD: 'pw', KEY: key, SECRET: 'client-secret' };
const deps = { env, now: () => new Date(), allowPrivateAddresses: false };

const settings = {
  caldav: {
    ...{ baseUrl: 'https://dav.example.com', user: 'relais', password: 'env:PASSWORD', path: '/{name}/agenda/' },
  },
  google: { key: 'env:KEY' },
  graph: { tenant: 'example.com', clientId: 'app', clientSecret: 'env:SECRET' },
} as const;
const fakes = { caldav: fakeCaldav, google: fakeGoogle, graph: fakeGraph } as const;
type Kind = keyof typeof fakes;
const kinds = Object.keys(fakes) as Kind[];

function calendarOf(kind: Kind, fetch: Fetch, more: Record<string, unknown> = {}) {
  const entry = { id: kind, type: kind, perMinute: 60_000, ...settings[kind], ...more };
  const [calendar] = createCalendars(calendarsSchema.parse([entry]), { ...deps, fetch });
  if (!calendar) throw new Error('there is no calendar');
  return calendar;
}

for (const kind of kinds)
  calendarContract(kind, async () => {
    const vendor = fakes[kind]();
    return {
      calendar: calendarOf(kind, vendor.fetch),
      count: async ({ email }) => vendor.count(email),
      down: vendor.down,
    };
  });

describe('the registry of calendars', () => {
  it('has every folder, and nothing else, and describes every setting', () => {
    const folders = readdirSync(resolve(import.meta.dirname, '../../src/calendars'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(calendarTypes.map(({ type }) => type).toSorted()).toEqual(folders.toSorted());
    for (const { type, settings: own, schema } of calendarTypes)
      for (const name of Object.keys(own))
        expect(z.globalRegistry.get(Reflect.get(schema.shape, name))?.description, `${type}.${name}`).toBeTruthy();
  });

  it('refuses unknown keys, ids that are used twice, the name of mail, and plain http', () => {
    const entry = { id: 'dav', type: 'caldav', ...settings.caldav };
    expect(calendarsSchema.safeParse([{ ...entry, colour: 'red' }]).success).toBe(false);
    expect(calendarsSchema.safeParse([entry, entry]).success).toBe(false);
    expect(calendarsSchema.safeParse([{ ...entry, id: 'mail' }]).success).toBe(false);
    expect(calendarsSchema.safeParse([{ ...entry, path: '/agenda/' }]).success).toBe(false);
    const plain = calendarsSchema.parse([{ ...entry, baseUrl: 'http://dav.example.com' }]);
    expect(() => createCalendars(plain, deps)).toThrow(/calendars dav: .*https/);
    expect(() => createCalendars(calendarsSchema.parse([entry]), { ...deps, env: {} })).toThrow(
      /^calendars dav: env:PASSWORD/,
    );
  });

  it('serves whose address is of its domains, and everybody where it names none', () => {
    const fetch: Fetch = async () => new Response();
    const { priya } = testPeople;
    expect(calendarOf('caldav', fetch).serves(priya)).toBe(true);
    expect(calendarOf('caldav', fetch, { domains: ['example.com'] }).serves(priya)).toBe(true);
    expect(calendarOf('caldav', fetch, { domains: ['fr.example.com'] }).serves(priya)).toBe(false);
    expect(calendarOf('caldav', fetch, { domains: ['ample.com'] }).serves(priya)).toBe(false);
  });
});

const meeting: Appointment = {
  ...{ uid: '0123456789abcdef0123456789abcdef@relais', sequence: 0, title: 'Handover', description: '' },
  ...{ startsAt: '2026-03-03T09:00:00.000Z', endsAt: '2026-03-03T09:45:00.000Z', news: 'new', says: 'Handover' },
};

describe('CalDAV', () => {
  it('writes over nothing that somebody changed between its look and its call', async () => {
    const vendor = fakeCaldav();
    const { priya } = testPeople;
    const behind: Fetch = async (url, init) => {
      const answered = await vendor.fetch(url, init);
      // Priya moves it by herself right after Relais has looked.
      if (init.method === 'GET' && vendor.count(priya.email) === 1) {
        const headers = { ...init.headers, 'if-match': answered.headers.get('etag') ?? '' };
        const body = (await answered.clone().text()).replaceAll('20260303T', '20260306T');
        await vendor.fetch(url, { ...init, method: 'PUT', headers, body });
      }
      return answered;
    };
    await calendarOf('caldav', vendor.fetch).put(priya, meeting);
    const moved = { ...meeting, sequence: 1, startsAt: '2026-03-04T09:00:00.000Z', endsAt: '2026-03-04T09:45:00.000Z' };
    await expect(calendarOf('caldav', behind).put(priya, moved)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    const held = await calendarOf('caldav', vendor.fetch).read(priya, meeting.uid);
    expect(held).toMatchObject({ startsAt: '2026-03-06T09:00:00.000Z' });
  });

  it('keeps an address inside its place, whatever it holds', async () => {
    const vendor = fakeCaldav();
    const odd = { ...testPeople.priya, email: '../jonas/x@example.com' };
    await calendarOf('caldav', vendor.fetch)
      .put(odd, meeting)
      .catch(() => null);
    expect(vendor.requests.every((request) => !request.includes(' /jonas'))).toBe(true);
    expect(vendor.requests[0]).toContain('/..%2Fjonas%2Fx/agenda/');
  });
});

describe.each(['google', 'graph'] as const)('%s, held to the vendor’s own description', (kind) => {
  const absent = missingSpec(kind);
  it.skipIf(absent !== null)(`asks as it says, and is answered so${absent ? ` (${absent})` : ''}`, async () => {
    const spec: VendorSpec = await vendorSpec(kind, kind === 'graph' ? '/v1.0' : '', [/token$/]);
    const vendor: FakeVendor = fakes[kind]();
    const calendar = calendarOf(kind, spec.watch(vendor.fetch));
    const { priya } = testPeople;
    await calendar.put(priya, meeting);
    await calendar.put(priya, { ...meeting, sequence: 1 });
    await calendar.read(priya, meeting.uid);
    await calendar.cancel(priya, meeting);
    expect(spec.complaints()).toEqual([]);
    expect(spec.checked()).toBeGreaterThan(5);
  });
});
