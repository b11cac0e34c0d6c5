import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../../src/engine/ports/hr-system.ts';
import { webhook } from '../../src/hris/webhook/index.ts';
import { readSignedCall, signatureOf } from '../../src/hris/webhook/signed-call.ts';
import { employment, endsOn } from '../engine/hr/memory-hr.ts';

const secret = 'a secret of the tests';
const at = new Date('2026-03-02T09:00:00.000Z');
const seconds = '1772442000';
const body = '{"event":"e1","people":["alex"]}';

function call(more: Partial<HookRequest> & { timestamp?: string; signed?: string } = {}): HookRequest {
  const { timestamp = seconds, signed, ...rest } = more;
  const rawBody = rest.rawBody ?? Buffer.from(body);
  return {
    headers: { 'relais-timestamp': timestamp, 'relais-signature': signed ?? signatureOf(secret, timestamp, rawBody) },
    query: {},
    receivedAt: at,
    ...rest,
    rawBody,
  };
}

describe('a signed call', () => {
  it('is taken when time and body are signed, and names only people', () => {
    // Made with another program.
    expect(signatureOf(secret, seconds, Buffer.from(body))).toBe(
      'v1=493fbc254649866ef49e0e30f11155d53dc476fd67e3ccefba21b1df6f448444',
    );
    expect(readSignedCall(secret, call())).toEqual({ status: 'accepted', event: 'e1', people: ['alex'] });
  });

  it.each([
    ['no signature', call({ signed: '' })],
    ['a signature of another body', call({ signed: signatureOf(secret, seconds, Buffer.from('{}')) })],
    ['a signature by another secret', call({ signed: signatureOf('another', seconds, Buffer.from(body)) })],
    ['a signature of another time', call({ signed: signatureOf(secret, '1772442001', Buffer.from(body)) })],
    ['a time that is none', call({ timestamp: 'now' })],
    ['a time six minutes ago', call({ timestamp: '1772441640' })],
    ['a time six minutes ahead', call({ timestamp: '1772442360' })],
    ['a body that is no JSON', call({ rawBody: Buffer.from('people') })],
    ['nobody in it', call({ rawBody: Buffer.from('{"event":"e1","people":[]}') })],
    ['a field that is not known', call({ rawBody: Buffer.from('{"event":"e1","people":["a"],"end":"2026-01-01"}') })],
  ])('with %s is refused, and what is said of it holds nothing of the body', (_, request) => {
    const verdict = readSignedCall(secret, request);
    expect(verdict.status).toBe('refused');
    expect(JSON.stringify(verdict)).not.toContain('alex');
  });

  it('of any bytes at all is refused without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (bytes, timestamp, signed) => {
        const verdict = readSignedCall(secret, call({ rawBody: Buffer.from(bytes), timestamp, signed }));
        expect(verdict.status).toBe('refused');
      }),
    );
  });
});

describe('the reads', () => {
  const make = (answers: Readonly<Record<string, unknown>>, asked: string[] = []) =>
    webhook.create(
      webhook.schema.parse({
        ...{ id: 'own', type: 'webhook', label: 'Own HR', baseUrl: 'https://hr.example.com/api' },
        ...{ token: 'env:TOKEN', signingSecret: 'env:SIGNING' },
      }) as never,
      {
        env: { TOKEN: 't', SIGNING: secret },
        now: () => at,
        allowPrivateAddresses: false,
        fetch: async (url) => {
          const { pathname, search } = new URL(String(url));
          asked.push(`${pathname}${search}`);
          const answer = answers[`${pathname}${search}`] ?? answers[pathname];
          return answer === undefined
            ? new Response('{}', { status: 404, headers: { 'content-type': 'application/json' } })
            : Response.json(answer);
        },
      },
    );
  const context = { now: () => at, signal: new AbortController().signal };

  it('follow every page, and keep the cursor of the last', async () => {
    const asked: string[] = [];
    const system = make(
      {
        '/api/employments': { employments: [employment('alex', { end: endsOn('2026-03-31') })], next: '/api/page2' },
        '/api/page2': { employments: [employment('jonas')], next: null, cursor: 'c2' },
      },
      asked,
    );
    const read = await system.changesSince('c1', at, context);
    expect(read.employments.map(({ person }) => person.id)).toEqual(['alex', 'jonas']);
    expect(read.cursor).toBe('c2');
    expect(asked[0]).toContain('since=c1');
  });

  it('refuse a page with one employment that is none, rather than leave it out', async () => {
    const broken = { ...employment('jonas'), end: { contractEnd: 'soon' } };
    const system = make({ '/api/employments': { employments: [employment('alex'), broken] } });
    await expect(system.changesSince(null, at, context)).rejects.toThrow();
    expect((await system.check(context)).ok).toBe(false);
  });

  it('do not believe a list that names somebody twice, one of nobody, or somebody else than was asked for', async () => {
    const drained = async (system: ReturnType<typeof make>) => {
      for await (const _ of system.everybody(context));
    };
    const again = {
      '/api/employments': { employments: [employment('alex')], next: '/api/page2' },
      '/api/page2': { employments: [employment('alex')], cursor: 'c2' },
    };
    const unproven = { kind: 'unproven' };
    await expect(make(again).changesSince('c1', at, context)).rejects.toMatchObject(unproven);
    await expect(drained(make(again))).rejects.toMatchObject(unproven);
    await expect(drained(make({ '/api/employments': { employments: [] } }))).rejects.toMatchObject(unproven);
    await expect(make({ '/api/employments/alex': employment('jonas') }).byId('alex', context)).rejects.toMatchObject(
      unproven,
    );
    // Of whom nothing changed, nobody is told: that is no lie.
    expect(
      (await make({ '/api/employments': { employments: [] } }).changesSince('c1', at, context)).employments,
    ).toEqual([]);
  });

  it('know nobody by an id that answers 404', async () => {
    expect(await make({}).byId('nobody', context)).toBeNull();
  });
});
