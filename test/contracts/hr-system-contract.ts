import { describe, expect, it } from 'vitest';
import { type ConnectorContext, ConnectorError } from '../../src/engine/ports/connector.ts';
import { type Employment, employmentSchema, type HookRequest } from '../../src/engine/ports/hr-system.ts';
import { hasLeft } from '../hris/company.ts';
import type { FakeVendor, SentHook } from '../hris/fake-vendor.ts';
import { type HrWorld, hookSecret, hrWorld, previousHookSecret } from '../hris/hr-world.ts';
import { inEnglishToo } from '../support/english.ts';

const lookBack = new Date('2026-11-01T00:00:00Z');

function contextOf(world: HrWorld): ConnectorContext {
  return { now: world.now, signal: AbortSignal.timeout(20_000) };
}

/** Whom it tells of, by id; every one of them in the shape of the port. */
async function changes(world: HrWorld, cursor: string | null) {
  const found = await world.system.changesSince(cursor, lookBack, contextOf(world));
  const people = new Map(found.employments.map((one) => [one.person.id, employmentSchema.parse(one)]));
  expect(people.size).toBe(found.employments.length);
  return { people, cursor: found.cursor, ids: [...people.keys()].toSorted() };
}

async function everybody(world: HrWorld): Promise<Employment[]> {
  const found: Employment[] = [];
  for await (const one of world.system.everybody(contextOf(world))) found.push(employmentSchema.parse(one));
  return found;
}

async function failure(ask: Promise<unknown>): Promise<ConnectorError> {
  const error = await ask.then(
    () => new Error('it was answered'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
}

/**
 * What every HR system does, before a fake of its vendor that may lie. `Alex` is 7, `Nadia` 12, `Jonas` 31, `Maya` 44,
 * `Léo` 58.
 */
export function hrSystemContract(vendor: FakeVendor): void {
  const { type, cannot } = vendor;
  const itUnless = (lie: keyof FakeVendor['cannot']) => itBut(cannot[lie]);
  const itBut = (why: string | undefined) => {
    return why === undefined ? it : (name: string, _run: () => Promise<void>) => it.skip(`${name} (SKIPPED: ${why})`);
  };

  describe(`${type} tells of ends`, () => {
    it('that lie ahead from the beginning, also where they were entered long before, and not of those long past', async () => {
      const { people, ids } = await changes(hrWorld(vendor), null);
      expect(ids).toEqual(['7']);
      const alex = people.get('7');
      expect(alex?.end).toMatchObject({ contractEnd: '2027-01-31', zone: null });
      expect(alex?.status).toBe('employed');
      expect(alex?.startsOn).toBe(type === 'factorial' ? null : '2021-03-01');
    });

    it('of the past from the day on that is looked back to', async () => {
      const world = hrWorld(vendor);
      const { employments } = await world.system.changesSince(null, new Date('2026-03-01T00:00:00Z'), contextOf(world));
      expect(employments.map(({ person }) => person.id).toSorted()).toEqual(['31', '7']);
      expect(employments.find(({ person }) => person.id === '31')?.status).toBe('ended');
    });

    it('that were written down since, moved, or taken back; and again of those ahead', async () => {
      const world = hrWorld(vendor);
      const first = await changes(world, null);
      world.pass(2 * 24 * 60);
      world.set('12', { end: '2026-12-31' });
      world.set('7', { end: '2027-02-28' });
      const second = await changes(world, first.cursor);
      expect(second.people.get('12')?.end?.contractEnd).toBe('2026-12-31');
      expect(second.people.get('7')?.end?.contractEnd).toBe('2027-02-28');
      expect(second.ids.includes('44')).toBe(!vendor.tellsChanges);

      world.pass(3 * 24 * 60);
      const third = await changes(world, second.cursor);
      expect(third.people.get('7')?.end?.contractEnd).toBe('2027-02-28');

      world.set('7', { end: null });
      const fourth = await changes(world, third.cursor);
      expect(fourth.people.get('7')).toMatchObject({ end: null, status: 'employed' });
    });

    it('in the zone in which the company means its days', async () => {
      const { people } = await changes(hrWorld(vendor, { timeZone: 'America/New_York' }), null);
      expect(people.get('7')?.end).toMatchObject({ contractEnd: '2027-01-31', zone: 'America/New_York' });
    });

    it('as ended only when the day is over everywhere', async () => {
      const world = hrWorld(vendor);
      // By UTC it is the day after; somewhere the last day still lasts.
      world.set('12', { end: '2026-11-29' });
      world.company.now = () => new Date('2026-11-29T12:00:00Z');
      expect(hasLeft(world.company.people[1] ?? expect.fail(), world.company.now())).toBe(false);
      expect((await world.system.byId('12', contextOf(world)))?.status).toBe('employed');
      world.pass(4 * 60);
      expect((await world.system.byId('12', contextOf(world)))?.status).toBe('ended');
    });

    it.each([
      ['lies ahead of the clock', '2031-01-01T00:00:00.000Z'],
      ['cannot be read', 'page=7'],
      ['is empty', ''],
    ])('from the beginning when the cursor %s: nothing is left out', async (_, cursor) => {
      const world = hrWorld(vendor);
      const found = await changes(world, cursor);
      expect(found.ids).toEqual(['7']);
      expect(found.cursor).toBe('2026-11-30T09:00:00.000Z');
    });
  });

  describe(`${type} tells who is who`, () => {
    it('everybody employed, page by page to the end, and nobody else', async () => {
      const world = hrWorld(vendor);
      const people = await everybody(world);
      expect(people.map(({ person }) => person.id).toSorted()).toEqual(['12', '44', '58', '7']);
      const alex = people.find(({ person }) => person.id === '7')?.person;
      expect(alex?.name).toBe('Alex Moreau');
      expect(alex?.email).toBe('alex.moreau@example.com');
      expect(alex?.active).toBe(true);
      if (type !== 'lucca')
        expect(alex?.managerId ?? alex?.managerEmail).toBe(type === 'successfactors' ? 'maya.chen@example.com' : '44');
      expect(people.find(({ person }) => person.id === '58')?.person.email).toBeNull();
    });

    it('one person by an id, as text', async () => {
      const world = hrWorld(vendor);
      const alex = employmentSchema.parse(await world.system.byId('7', contextOf(world)));
      expect(alex.person.id).toBe('7');
      expect(alex.person.email).toBe('alex.moreau@example.com');
      expect(alex.end?.contractEnd).toBe('2027-01-31');
    });

    it('that nobody has an id, and that somebody vanished', async () => {
      const world = hrWorld(vendor);
      expect(await world.system.byId('999', contextOf(world))).toBeNull();
      world.company.people = world.company.people.filter(({ id }) => id !== '7');
      expect(await world.system.byId('7', contextOf(world))).toBeNull();
      expect((await everybody(world)).map(({ person }) => person.id)).not.toContain('7');
    });

    it.each(['../../etc', "7' or 1 eq 1", '7/../12', '', '%37', '7?x=1'])(
      'nothing by what is no id: %j',
      async (id) => {
        const world = hrWorld(vendor);
        const found = await world.system.byId(id, contextOf(world)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ConnectorError);
          return null;
        });
        expect(found).toBeNull();
      },
    );
  });

  describe(`${type} is not believed`, () => {
    it('when it has nobody at all', async () => {
      const world = hrWorld(vendor);
      world.company.people = [];
      expect((await failure(changes(world, null))).kind).toBe('unproven');
      expect((await failure(everybody(world))).kind).toBe('unproven');
      expect((await failure(world.system.byId('7', contextOf(world)))).kind).toBe('unproven');
    });

    itUnless('repeats-pages')('when its pages repeat themselves', async () => {
      const world = hrWorld(vendor);
      world.company.lie = 'repeats-pages';
      expect((await failure(changes(world, null))).kind).toBe('unproven');
    });

    itUnless('ends-early')('when its list ends early', async () => {
      const world = hrWorld(vendor);
      world.company.lie = 'ends-early';
      expect((await failure(everybody(world))).kind).toBe('unproven');
    });

    it('when one id stands for two people', async () => {
      const world = hrWorld(vendor);
      world.company.lie = 'one-id-twice';
      expect((await failure(everybody(world))).kind).toBe('unproven');
    });

    it('when it hides when people leave: that is no end taken back', async () => {
      const world = hrWorld(vendor);
      const { cursor } = await changes(world, null);
      world.company.lie = 'hides-ends';
      expect((await failure(changes(world, cursor))).kind).toBe('unproven');
      const jonas = await world.system.byId('31', contextOf(world)).catch(() => null);
      expect(jonas?.end ?? null).toBeNull();
      expect(jonas?.status).not.toBe('employed');
    });

    it('where a day is none: that person is unknown, and the others are told', async () => {
      const world = hrWorld(vendor);
      const { cursor } = await changes(world, null);
      world.set('12', { end: '31.12.2026' });
      const { people } = await changes(world, cursor);
      expect(people.get('12')).toMatchObject({ end: null, status: 'unknown' });
      expect(people.get('12')?.person.active).toBeNull();
      expect(people.get('7')?.end?.contractEnd).toBe('2027-01-31');
      world.set('12', { end: '2027-02-30' });
      expect((await world.system.byId('12', contextOf(world)))?.status).toBe('unknown');
    });

    it('where a field holds something else: the field is not told, and the person is', async () => {
      const world = hrWorld(vendor);
      world.company.lie = 'odd-fields';
      const { people } = await changes(world, null);
      const alex = people.get('7');
      expect(alex?.end?.contractEnd).toBe('2027-01-31');
      expect(alex?.person).toMatchObject({ email: null, title: null, managerId: null, managerEmail: null });
    });

    it('by half an answer, or a page for people', async () => {
      const world = hrWorld(vendor);
      world.fail({ truncated: true, always: true });
      expect(['unavailable', 'rejected', 'unauthorised']).toContain((await failure(changes(world, null))).kind);
      world.fail({ text: '<!doctype html><title>Sign in</title>', always: true });
      expect(['unavailable', 'rejected', 'unauthorised']).toContain((await failure(everybody(world))).kind);
    });
  });

  describe(`${type} in trouble`, () => {
    it.each([1, 2, 3])('is asked again after one 401, at request %i', async (nth) => {
      const world = hrWorld(vendor);
      await changes(world, null);
      world.fail({ status: 401, json: {}, nth });
      expect((await changes(world, null)).ids).toEqual(['7']);
    });

    it('is not asked for ever', async () => {
      const world = hrWorld(vendor);
      world.fail({ status: 401, json: {}, always: true });
      const before = world.requests();
      expect((await failure(changes(world, null))).kind).toBe('unauthorised');
      expect(world.requests() - before).toBeLessThanOrEqual(6);
    });

    it('is given the patience that it asks for', async () => {
      const world = hrWorld(vendor);
      world.fail({ status: 429, json: {}, headers: { 'retry-after': '120' }, always: true });
      const error = await failure(changes(world, null));
      expect(error.kind).toBe('throttled');
      expect(error.retryAfterSeconds).toBe(120);
    });

    it.each([500, 503])('with a %i tells nothing, and everything the next time', async (status) => {
      const world = hrWorld(vendor);
      const { cursor } = await changes(world, null);
      world.set('12', { end: '2026-12-31' });
      world.fail({ status, json: {}, always: true });
      expect((await failure(changes(world, cursor))).kind).toBe('unavailable');
      world.fail({ nth: 1_000_000 });
      expect((await changes(world, cursor)).people.get('12')?.end?.contractEnd).toBe('2026-12-31');
    });

    it('says no secret', async () => {
      const secrets = [...Object.values(vendor.env), ...(vendor.issuesToken ? ['canary-token'] : [])];
      const world = hrWorld(vendor);
      await changes(world, null);
      world.fail({ status: 400, text: `what came was ${secrets.join(' and ')}`, always: true });
      const error = await failure(changes(world, null));
      const said = JSON.stringify([error.message, error.words, error.evidence]);
      for (const secret of secrets) expect(said).not.toContain(secret.slice(0, 40));
    });
  });

  describe(`${type} is checked`, () => {
    it('and is well', async () => {
      const world = hrWorld(vendor);
      const report = await world.system.check(contextOf(world));
      expect(report.problems).toEqual([]);
      expect(report.ok).toBe(true);
    });

    it.each([
      ['wrong credentials', (world: HrWorld) => world.fail({ status: 401, json: {}, always: true })],
      ['nobody', (world: HrWorld) => world.company.people.splice(0)],
      ['hidden ends', (world: HrWorld) => Object.assign(world.company, { lie: 'hides-ends' })],
      ['hidden addresses', (world: HrWorld) => world.company.people.map((one) => Object.assign(one, { email: null }))],
      ['an answer that is none', (world: HrWorld) => world.fail({ text: '<html></html>', always: true })],
    ])('and says what to do about %s', async (_, spoil) => {
      const world = hrWorld(vendor);
      spoil(world);
      const report = await world.system.check(contextOf(world));
      expect(report.ok).toBe(false);
      expect(report.problems.length).toBeGreaterThan(0);
      for (const { message, fix = '' } of inEnglishToo(report.problems))
        expect([message, fix].every((words) => words.length > 10)).toBe(true);
    });
  });

  const { hooks } = vendor;
  if (hooks === null) {
    it(`${type} takes no hooks`, async () => {
      const world = hrWorld(vendor);
      const request = { headers: {}, query: {}, rawBody: Buffer.from('{}'), receivedAt: world.now() };
      expect((await world.system.readHook(request, contextOf(world))).status).toBe('refused');
    });
    return;
  }

  describe(`${type} hooks`, () => {
    const receive = (world: HrWorld, sent: SentHook, change: Partial<HookRequest> = {}) =>
      world.system.readHook({ ...sent, receivedAt: world.now(), ...change }, contextOf(world));
    const sentNow = (world: HrWorld, secret = hookSecret) => hooks.send('7', { secret, at: world.now() });

    it('say whom to look at; nothing in them is believed', async () => {
      const world = hrWorld(vendor);
      const verdict = await receive(world, sentNow(world));
      expect(verdict).toMatchObject({ status: 'accepted', people: ['7'] });
      expect(world.requests()).toBe(0);
    });

    it('are the same delivery when they come again', async () => {
      const world = hrWorld(vendor);
      const sent = sentNow(world);
      const first = await receive(world, sent);
      world.pass(1);
      const second = await receive(world, sent);
      expect(second).toEqual(first);
      if (hooks.hasEvent) expect(first).toMatchObject({ event: 'evt-1' });
    });

    it('may carry the secret before the current one, and no other', async () => {
      const world = hrWorld(vendor);
      expect((await receive(world, sentNow(world, previousHookSecret))).status).toBe('accepted');
      for (const secret of ['canary-hook-secret2', 'canary-hook-secre', 'x', 'CANARY-HOOK-SECRET'])
        expect((await receive(world, sentNow(world, secret))).status).toBe('refused');
    });

    it('are refused without a secret to prove them by', async () => {
      const world = hrWorld(vendor, { hookSecret: undefined, previousHookSecret: undefined });
      expect(await receive(world, sentNow(world))).toMatchObject({
        status: 'refused',
        why: expect.stringContaining('hookSecret'),
      });
    });

    it('are refused without their headers, or with spoilt ones', async () => {
      const world = hrWorld(vendor);
      const sent = sentNow(world);
      expect((await receive(world, { ...sent, headers: {} })).status).toBe('refused');
      for (const name of Object.keys(sent.headers))
        for (const value of [
          undefined,
          '',
          'x',
          'null',
          '0',
          `${sent.headers[name]}=`,
          `${sent.headers[name]}00`,
          '\u0000',
          'é'.repeat(5_000),
        ])
          expect((await receive(world, { ...sent, headers: { ...sent.headers, [name]: value } })).status).toBe(
            'refused',
          );
    });

    it('are refused when they are cut short, changed, empty, no JSON, or huge', async () => {
      const world = hrWorld(vendor);
      const sent = sentNow(world);
      const text = sent.rawBody.toString();
      const bodies = [
        Buffer.from(text.slice(0, -1)),
        Buffer.from(''),
        Buffer.from('<html>'),
        Buffer.alloc(2 * 1024 * 1024, '{'),
        ...(hooks.signsBody ? [Buffer.from(text.replace('7', '12')), Buffer.from(`${text} `)] : []),
      ];
      for (const rawBody of bodies) expect((await receive(world, { ...sent, rawBody })).status).toBe('refused');
    });

    itBut(hooks.minutes === null ? 'nothing in these hooks tells their age' : undefined)(
      'are refused when they are too old, or from the future',
      async () => {
        const world = hrWorld(vendor);
        const minutes = hooks.minutes ?? 0;
        const aged = (age: number) =>
          hooks.send('7', { secret: hookSecret, at: new Date(world.now().getTime() - age * 60_000) });
        expect((await receive(world, aged(minutes - 0.5))).status).toBe('accepted');
        expect((await receive(world, aged(minutes + 0.5))).status).toBe('refused');
        expect((await receive(world, aged(-4))).status).toBe('accepted');
        expect((await receive(world, aged(-6))).status).toBe('refused');
      },
    );

    itBut(hooks.namesCompany ? undefined : 'these hooks do not say which company they are from')(
      'are refused when they are about another company',
      async () => {
        const world = hrWorld(vendor);
        const sent = hooks.send('7', { secret: hookSecret, at: world.now(), companyId: '999' });
        expect((await receive(world, sent)).status).toBe('refused');
      },
    );

    it('say in their refusal nothing of what was in them', async () => {
      const world = hrWorld(vendor);
      const sent = hooks.send('alex-canary', { secret: 'wrong', at: world.now() });
      expect(JSON.stringify(await receive(world, sent))).not.toContain('canary');
    });
  });
}
