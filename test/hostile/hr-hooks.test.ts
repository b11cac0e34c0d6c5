import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectorContext } from '../../src/engine/ports/connector.ts';
import type { HookRequest } from '../../src/engine/ports/hr-system.ts';
import { everyFake } from '../hris/every-fake.ts';
import type { FakeVendor } from '../hris/fake-vendor.ts';
import { hookSecret, hrWorld } from '../hris/hr-world.ts';
import { changed, changeOf } from './mutations.ts';
import { runs } from './runs.ts';

const hooked = everyFake.flatMap((vendor) =>
  vendor.hooks ? [{ vendor, hooks: vendor.hooks, type: vendor.type }] : [],
);

function doorOf(vendor: FakeVendor) {
  const world = hrWorld(vendor);
  const context: ConnectorContext = { now: world.now, signal: AbortSignal.timeout(60_000) };
  const receive = (request: Omit<HookRequest, 'receivedAt'>) =>
    world.system.readHook({ ...request, receivedAt: world.now() }, context);
  return { world, receive };
}

const text = fc.string({ unit: 'binary', maxLength: 60 });
const headersOf = (names: readonly string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), text), fc.option(text, { nil: undefined }), { maxKeys: 6 });

describe.each(hooked)('hooks of $type', ({ vendor, hooks }) => {
  const sent = (door: ReturnType<typeof doorOf>) => hooks.send('7', { secret: hookSecret, at: door.world.now() });

  it('canary: a good one is accepted', async () => {
    const door = doorOf(vendor);
    expect(await door.receive(sent(door))).toMatchObject({ status: 'accepted', people: ['7'] });
  });

  it('are refused whatever comes unsigned, without an error and without a call', async () => {
    const door = doorOf(vendor);
    const good = sent(door);
    const request = fc.record({
      headers: headersOf(Object.keys(good.headers)),
      query: fc.dictionary(text, text, { maxKeys: 3 }),
      rawBody: fc.oneof(
        fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
        fc.constant(good.rawBody),
      ),
    });
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        expect(['refused', 'challenge']).toContain((await door.receive(one)).status);
      }),
      { numRuns: runs(200) },
    );
    expect(door.world.requests()).toBe(0);
  });

  const signed = hooks.signsBody ? '' : ' (SKIPPED: nothing signs the body)';
  it.skipIf(!hooks.signsBody)(`are refused with any byte of the body changed${signed}`, async () => {
    const door = doorOf(vendor);
    const good = sent(door);
    const change = fc.tuple(fc.nat({ max: good.rawBody.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, by]) => {
        const rawBody = Buffer.from(good.rawBody);
        rawBody[at] = (rawBody[at] ?? 0) ^ by;
        expect((await door.receive({ ...good, rawBody })).status).toBe('refused');
      }),
      { numRuns: runs(200) },
    );
  });

  it('signed by somebody who has the secret, name people or nobody, and never fail', async () => {
    const door = doorOf(vendor);
    const body: unknown = JSON.parse(sent(door).rawBody.toString());
    await fc.assert(
      fc.asyncProperty(fc.array(changeOf, { minLength: 1, maxLength: 3 }), async (changes) => {
        const hostile = JSON.stringify(changed(body, changes)) ?? 'null';
        const verdict = await door.receive(resigned(vendor, hostile, door.world.now()));
        expect(['accepted', 'refused']).toContain(verdict.status);
        if (verdict.status !== 'accepted') return;
        for (const person of verdict.people) expect(typeof person === 'string' && person !== '').toBe(true);
        expect(verdict.people.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: runs(200) },
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(door.world.requests()).toBe(0);
  });

  it('as deep or as long as anybody likes', async () => {
    const door = doorOf(vendor);
    for (const hostile of [
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      `{"data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
      'x'.repeat(5_000_000),
      '{"__proto__":{"polluted":true}}',
      '\ufeff{}',
      'null',
    ])
      expect((await door.receive(resigned(vendor, hostile, door.world.now()))).status).not.toBe('challenge');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

/** The body in place of the vendor's own, with everything around it as if the vendor had sent it. */
function resigned({ hooks }: FakeVendor, body: string, at: Date): Omit<HookRequest, 'receivedAt'> {
  if (hooks === null) throw new Error('there are no hooks');
  return { ...hooks.send('7', { secret: hookSecret, at, body }), rawBody: Buffer.from(body) };
}

describe('the challenge of Lucca', () => {
  const door = doorOf(everyFake.find(({ type }) => type === 'lucca') ?? expect.fail());
  const ask = (query: HookRequest['query'], rawBody = Buffer.alloc(0)) => door.receive({ headers: {}, query, rawBody });

  it('is given back as plain text', async () => {
    expect(await ask({ echo: 'a1b2-c3' })).toEqual({ status: 'challenge', contentType: 'text/plain', body: 'a1b2-c3' });
  });

  it.each(['<script>alert(1)</script>', 'a b', '', 'x'.repeat(201), 'é', 'a\r\nSet-Cookie: a=b'])(
    'is not given back when it is %j',
    async (echo) => {
      expect((await ask({ echo })).status).toBe('refused');
    },
  );

  it('is none beside a body', async () => {
    expect((await ask({ echo: 'a1b2' }, Buffer.from('{}'))).status).toBe('refused');
  });
});
