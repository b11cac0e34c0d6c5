import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Auth, noAuth, tokenAuth } from '../../src/connectors/http/auth.ts';
import { createHttpClient } from '../../src/connectors/http/http-client.ts';
import type { HttpClientOptions } from '../../src/connectors/http/one-request.ts';
import { path } from '../../src/connectors/http/path.ts';
import { inEnglish } from '../../src/domain/localized.ts';
import { sharedReads } from '../../src/engine/access/shared-reads.ts';
import { createMemoryCallBudget } from '../../src/engine/concurrency/call-budget-in-memory.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';

const context = (signal = new AbortController().signal) => ({ now: () => new Date(), signal });
const anything = z.unknown();
const secret = 'canary-secret-0123456789';

async function serve(handler: RequestListener): Promise<{ baseUrl: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    handler(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { baseUrl: `http://127.0.0.1:${address.port}`, seen };
}

function client(baseUrl: string, options: Partial<HttpClientOptions> = {}) {
  return createHttpClient({
    baseUrl,
    auth: tokenAuth('Bearer', secret),
    limits: { concurrency: 4 },
    timeoutMs: 2000,
    allowPrivateAddresses: true,
    ...options,
  });
}

async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectorError)) throw new Error(`expected a ConnectorError, got ${String(error)}`);
  return error;
}

describe('the HTTP client', () => {
  it('sends who it is, and gives evidence of each call', async () => {
    const { baseUrl, seen } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r-1' }).end('{"a":1,"b":2}');
    });
    const reply = await client(`${baseUrl}/api/v3/`).get('/things', z.object({ a: z.number() }), context(), {
      query: { 'owner[]': ['x', 'y'], token: secret },
    });
    expect(reply.data).toEqual({ a: 1 });
    expect(seen[0]?.headers).toMatchObject({ 'user-agent': 'Relais', authorization: `Bearer ${secret}` });
    expect(seen[0]?.url).toContain('/api/v3/things?owner%5B%5D=x&owner%5B%5D=y');
    expect(reply.evidence).toMatchObject({ method: 'GET', http: 200, requestId: 'r-1' });
    expect(reply.evidence.url).toContain('token=redacted');
    expect(reply.evidence.url).not.toContain(secret);
  });

  it('begins no request once its time is over by the clock, whatever the signal says: a process that stood still hears of that late', async () => {
    const { baseUrl, seen } = await serve((_, response) => response.writeHead(204).end());
    const at = (time: string) => ({ ...context(), now: () => new Date(time), until: '2026-03-20T17:01:00.000Z' });
    const { send } = client(baseUrl);
    const late = await failure(send('DELETE', '/things/1', at('2026-03-20T17:01:00.000Z')));
    // Not `unknown-outcome`: nothing was sent.
    expect([late.kind, inEnglish(late.words)]).toEqual(['unavailable', expect.stringContaining('stopped before')]);
    expect(seen).toEqual([]);
    expect((await send('DELETE', '/things/1', at('2026-03-20T17:00:59.999Z'))).status).toBe(204);
  });

  it.each([
    [401, 'unauthorised', 'unauthorised'],
    [403, 'unauthorised', 'unauthorised'],
    [404, 'not-found', 'not-found'],
    [409, 'conflict', 'conflict'],
    [412, 'conflict', 'conflict'],
    [422, 'rejected', 'rejected'],
    [429, 'throttled', 'throttled'],
    [500, 'unavailable', 'unknown-outcome'],
    [502, 'unavailable', 'unknown-outcome'],
    [503, 'unavailable', 'unknown-outcome'],
    [504, 'unavailable', 'unknown-outcome'],
  ] as const)(
    'takes %i on a read for %s, on a write for %s, and sends none again but after a 401',
    async (status, read, write) => {
      const { baseUrl, seen } = await serve(
        (_, response) => void response.writeHead(status).end(`no: Bearer ${secret}`),
      );
      const http = client(baseUrl);
      const reading = await failure(http.get('/x', anything, context()));
      expect(reading.kind).toBe(read);
      expect(reading.evidence[0]).toMatchObject({ http: status });
      expect(JSON.stringify([reading.message, reading.evidence])).not.toContain(secret);
      expect((await failure(http.send('POST', '/x', context(), { json: {} }))).kind).toBe(write);
      // A 401 did nothing: both are sent once more, should a token have ended under way.
      expect(seen).toHaveLength(status === 401 ? 4 : 2);
    },
  );

  it('reads again after a short throttle, and leaves a long one to the engine', async () => {
    let left = 2;
    const { baseUrl, seen } = await serve((request, response) => {
      if (request.url === '/long') return void response.writeHead(429, { 'retry-after': '60' }).end();
      left -= 1;
      if (left >= 0) return void response.writeHead(left === 1 ? 429 : 503, { 'retry-after': '0' }).end();
      response.end('{}');
    });
    expect((await client(baseUrl).get('/short', anything, context())).status).toBe(200);
    expect(seen).toHaveLength(3);
    const error = await failure(client(baseUrl).get('/long', anything, context()));
    expect(error).toMatchObject({ kind: 'throttled', retryAfterSeconds: 60 });
    expect(seen).toHaveLength(4);
  });

  it('gives up reading after two repeats', async () => {
    const { baseUrl, seen } = await serve((_, response) => void response.writeHead(429, { 'retry-after': '0' }).end());
    expect((await failure(client(baseUrl).get('/x', anything, context()))).kind).toBe('throttled');
    expect(seen).toHaveLength(3);
  });

  it('never repeats a write, throttled or not', async () => {
    const { baseUrl, seen } = await serve((_, response) => void response.writeHead(429, { 'retry-after': '0' }).end());
    expect((await failure(client(baseUrl).send('DELETE', '/x', context()))).kind).toBe('throttled');
    expect(seen).toHaveLength(1);
  });

  it('does not know what became of a write without an answer, and knows that nothing became of one never sent', async () => {
    const { baseUrl, seen } = await serve((request, response) => {
      if (request.url === '/broken') request.socket.destroy();
      else if (request.url === '/half')
        response.writeHead(200, { 'content-length': '100' }).write('{', () => request.socket.destroy());
    });
    const http = client(baseUrl, { timeoutMs: 200 });
    for (const where of ['/silent', '/broken', '/half']) {
      expect((await failure(http.send('POST', where, context()))).kind, where).toBe('unknown-outcome');
      expect((await failure(http.get(where, anything, context()))).kind, where).toBe('unavailable');
    }
    // Reads may be asked once more on a new connection; a write goes out once.
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(3);
    const nobody = client('http://127.0.0.1:1');
    expect((await failure(nobody.send('POST', '/x', context()))).kind).toBe('unavailable');
  });

  it('stops at the signal: before the call, in the queue and under way', async () => {
    const { baseUrl, seen } = await serve(() => {});
    const http = client(baseUrl, { limits: { concurrency: 1 } });
    expect((await failure(http.send('POST', '/x', context(AbortSignal.abort())))).kind).toBe('unavailable');
    expect(seen).toHaveLength(0);
    const under = new AbortController();
    const queued = new AbortController();
    const first = failure(http.send('POST', '/first', context(under.signal)));
    const second = failure(http.send('POST', '/second', context(queued.signal)));
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    queued.abort();
    expect((await second).kind).toBe('unavailable');
    under.abort();
    expect((await first).kind).toBe('unknown-outcome');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen.map(({ url }) => url)).toEqual(['/first']);
  });

  it('calls nobody whom another process was asked to be patient with, and says for how long', async () => {
    const { baseUrl, seen } = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': '40' }).end('{}');
    });
    let now = Date.now();
    const shared = { budget: createMemoryCallBudget(), key: 'okta https://okta.example.com calls' };
    const process = () => client(baseUrl, { shared, now: () => new Date(now) });
    const [one, other] = [process(), process()];
    expect(await failure(one.send('POST', '/one', context()))).toMatchObject({
      kind: 'throttled',
      retryAfterSeconds: 40,
    });
    // Nothing was sent: whoever changes something may simply try again.
    const refused = await failure(other.send('POST', '/other', context()));
    expect(refused).toMatchObject({ kind: 'throttled', retryAfterSeconds: 40 });
    expect(seen.map(({ url }) => url)).toEqual(['/one']);
    now += 40_000;
    await failure(other.send('POST', '/later', context()));
    expect(seen.map(({ url }) => url)).toEqual(['/one', '/later']);
  });

  it('follows a redirect on its own origin, three times at most, and never to another or for a write', async () => {
    const elsewhere = await serve((_, response) => void response.end('{}'));
    const { baseUrl, seen } = await serve((request, response) => {
      if (request.url === '/end') return void response.end('{"end":true}');
      const to =
        { '/a': '/b', '/b': '/end', '/away': elsewhere.baseUrl, '/loop': '/loop' }[request.url ?? ''] ?? '/end';
      response.writeHead(307, { location: to }).end();
    });
    const http = client(baseUrl);
    expect((await http.get('/a', z.object({ end: z.literal(true) }), context())).status).toBe(200);
    expect((await failure(http.get('/away', anything, context()))).kind).toBe('rejected');
    expect(elsewhere.seen).toHaveLength(0);
    const before = seen.length;
    expect((await failure(http.get('/loop', anything, context()))).kind).toBe('rejected');
    expect(seen.length - before).toBe(4);
    expect((await failure(http.send('POST', '/a', context()))).kind).toBe('rejected');
  });

  it('reads every page, and no page from another origin', async () => {
    const elsewhere = await serve((_, response) => void response.end('[9]'));
    const { baseUrl } = await serve((request, response) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
      const away = request.url?.startsWith('/away');
      const next = away ? `${elsewhere.baseUrl}/?page=2` : `/list?page=${page + 1}`;
      const headers = page < 3 ? { link: `</list?page=1>; rel="prev", <${next}>; rel="next"` } : {};
      response.writeHead(200, headers).end(`[${page}]`);
    });
    const all = await client(baseUrl).list('/list', z.array(z.number()), context());
    expect(all.items).toEqual([1, 2, 3]);
    expect(all.evidence).toHaveLength(3);
    expect((await failure(client(baseUrl).list('/away', z.array(z.number()), context()))).kind).toBe('rejected');
    expect(elsewhere.seen).toHaveLength(0);
  });

  it('refuses an answer of another shape, and takes a page of a proxy for an outage', async () => {
    const { baseUrl } = await serve((request, response) => {
      response.end(request.url === '/html' ? '<html>maintenance</html>' : '{"id":1}');
    });
    const http = client(baseUrl);
    const wrong = await failure(http.get('/x', z.object({ id: z.string() }), context()));
    expect(wrong).toMatchObject({ kind: 'rejected' });
    expect(wrong.message).toContain('id');
    expect((await failure(http.get('/html', anything, context()))).kind).toBe('unavailable');
  });

  it('takes a 404 for an answer only where absence was asked about', async () => {
    const { baseUrl } = await serve((_, response) => void response.writeHead(404).end('<h1>none</h1>'));
    const reply = await client(baseUrl).find('/x', anything, context());
    expect(reply).toMatchObject({ status: 404, data: null });
    const sent = await client(baseUrl).send('DELETE', '/x', context(), { expect: [404] });
    expect(sent.status).toBe(404);
  });

  it('takes no refusal behind a redirect for absence, and no page for people for a write that was done', async () => {
    const page = '\ufeff<?xml version="1.0"?>\n<!-- gate -->\n<!doctype html><title>Sign in</title>';
    const { baseUrl } = await serve((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/login' }).end();
      else if (request.url === '/login') response.writeHead(404).end('{}');
      else if (request.url === '/ok') response.writeHead(200, { 'content-type': 'text/html' }).end('OK');
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(page);
    });
    const http = client(baseUrl);
    expect((await failure(http.find('/moved', anything, context()))).kind).toBe('not-found');
    expect((await http.find('/login', anything, context())).data).toBeNull();
    expect((await failure(http.send('POST', '/x', context()))).kind).toBe('unknown-outcome');
    expect((await failure(http.send('POST', '/x', context(), { changesNothing: true }))).kind).toBe('unavailable');
    expect((await http.send('POST', '/ok', context())).status).toBe(200);
  });

  it('does not read without end', async () => {
    const { baseUrl } = await serve((_, response) => {
      const block = Buffer.alloc(1024 * 1024, 'x');
      for (let count = 0; count < 10; count += 1) response.write(block);
      response.end();
    });
    expect(await failure(client(baseUrl).get('/x', anything, context()))).toMatchObject({ kind: 'rejected' });
    expect(await failure(client(baseUrl).send('POST', '/x', context()))).toMatchObject({ kind: 'unknown-outcome' });
  });

  it('keeps to its concurrency and its rate', async () => {
    let under = 0;
    let most = 0;
    const { baseUrl } = await serve((_, response) => {
      under += 1;
      most = Math.max(most, under);
      setTimeout(() => {
        under -= 1;
        response.end('{}');
      }, 20);
    });
    const narrow = client(baseUrl, { limits: { concurrency: 2 } });
    await Promise.all(Array.from({ length: 8 }, () => narrow.get('/x', anything, context())));
    expect(most).toBe(2);
    const slow = client(baseUrl, { limits: { concurrency: 10, perMinute: 300 } });
    const begun = performance.now();
    await Promise.all(Array.from({ length: 11 }, () => slow.get('/x', anything, context())));
    expect(performance.now() - begun).toBeGreaterThan(1500);
  });

  it('forgets what was held when the system answers 401', async () => {
    const { baseUrl } = await serve((_, response) => void response.writeHead(401).end());
    let refused = 0;
    const auth: Auth = { ...noAuth, refused: () => void refused++ };
    await failure(client(baseUrl, { auth }).get('/x', anything, context()));
    expect(refused).toBe(2);
  });

  it('asks once more after a 401, with another token and the same body, also for a change', async () => {
    const bodies: string[] = [];
    const { baseUrl, seen } = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      bodies.push(body);
      response.writeHead(request.headers.authorization === 'Bearer new-token' ? 200 : 401).end('{}');
    });
    let token = 'old-token';
    const auth: Auth = {
      headers: async () => ({ authorization: `Bearer ${token}` }),
      refused: () => {
        token = 'new-token';
      },
      secrets: [],
    };
    const http = client(baseUrl, { auth });
    expect((await http.get('/read', anything, context())).status).toBe(200);
    token = 'old-token';
    expect((await http.send('PATCH', '/change', context(), { json: { active: false } })).status).toBe(200);
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH', 'PATCH']);
    expect(bodies.slice(2)).toEqual(['{"active":false}', '{"active":false}']);
  });

  it('takes pages that repeat for no list, by their address and by what is in them', async () => {
    const page = JSON.stringify(Array.from({ length: 40 }, (_, index) => `item ${index}`));
    const { baseUrl, seen } = await serve((request, response) => {
      const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('at') ?? 0);
      const next = request.url?.startsWith('/same') ? request.url : `/turning?at=${at + 1}`;
      response.writeHead(200, { link: `<${next}>; rel="next"` }).end(page);
    });
    for (const list of ['/same', '/turning']) {
      const error = await failure(client(baseUrl).list(list, z.array(z.string()), context()));
      expect(error).toMatchObject({ kind: 'unproven' });
      expect(error.evidence).toHaveLength(2);
    }
    expect(seen).toHaveLength(4);
  });

  it('takes a list that goes on and on for none, and not for its first two hundred pages', async () => {
    const { baseUrl, seen } = await serve((request, response) => {
      const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('at') ?? 0);
      response.writeHead(200, { link: `</list?at=${at + 1}>; rel="next"` }).end(JSON.stringify([`item ${at}`]));
    });
    const endless = client(baseUrl).list('/list', z.array(z.string()), context());
    expect((await failure(endless)).kind).toBe('unproven');
    expect(seen).toHaveLength(200);
  });

  it('follows links that stand in the body, with the same care', async () => {
    const elsewhere = await serve((_, response) => void response.end('{"items":[9]}'));
    const { baseUrl } = await serve((request, response) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
      const next = request.url?.startsWith('/away') ? `${elsewhere.baseUrl}/list` : `/list?page=${page + 1}`;
      // The second page is empty, and there is more behind it.
      response.end(JSON.stringify({ items: page === 2 ? [] : [page], ...(page < 3 ? { next } : {}) }));
    });
    const shape = {
      schema: z.object({ items: z.array(z.number()), next: z.string().optional() }),
      next: (page: { items: number[]; next?: string | undefined }) => page.next ?? null,
    };
    const { pages } = await client(baseUrl).pages('/list', shape, context());
    expect(pages.map(({ items }) => items)).toEqual([[1], [], [3]]);
    expect((await failure(client(baseUrl).pages('/away', shape, context()))).kind).toBe('rejected');
    expect(elsewhere.seen).toHaveLength(0);
  });

  it('speaks plain HTTP to nobody unless private addresses are allowed', () => {
    expect(() => client('http://api.example.com', { allowPrivateAddresses: false })).toThrow(/https/);
  });

  it('refuses private addresses, also in disguise', async () => {
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      return new Response('{}');
    };
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '10.0.0.1',
      '169.254.169.254',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      'localhost',
    ]) {
      const http = client(`https://${host}`, { allowPrivateAddresses: false, fetch });
      expect((await failure(http.get('/x', anything, context()))).kind, host).toBe('rejected');
    }
    expect(sent).toBe(0);
    const http = client('https://93.184.215.14', { allowPrivateAddresses: false, fetch });
    expect((await http.get('/x', anything, context())).status).toBe(200);
  });
});

describe('paths', () => {
  it('keep each value in its segment', () => {
    expect(path`/users/${'a/b?c#d'}/x`).toBe('/users/a%2Fb%3Fc%23d/x');
    for (const value of ['', '.', '..']) expect(() => path`/users/${value}`).toThrow(ConnectorError);
  });
});

describe('a connection that is cut before the answer', () => {
  it('is tried once more for a read, and never for a write', async () => {
    let cuts = 1;
    const { baseUrl, seen } = await serve((request, response) => {
      if (cuts > 0) {
        cuts -= 1;
        request.socket.destroy();
      } else response.end('{}');
    });
    await expect(client(baseUrl).get('/people', anything, context())).resolves.toMatchObject({ status: 200 });
    expect(seen).toHaveLength(2);

    cuts = 1;
    await expect(client(baseUrl).send('POST', '/people', context())).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(seen).toHaveLength(3);
  });

  it('is tried once more for a POST that changes nothing, and a short throttle of one is waited for', async () => {
    const refusals: RequestListener[] = [
      (request) => void request.socket.destroy(),
      (_, response) => void response.writeHead(429, { 'retry-after': '0' }).end(),
    ];
    const { baseUrl, seen } = await serve((request, response) => {
      const refuse = refusals.shift();
      if (refuse) refuse(request, response);
      else response.end('{}');
    });
    const search = { json: { query: 'maya' }, changesNothing: true };
    await expect(client(baseUrl).send('POST', '/search', context(), search)).resolves.toMatchObject({ status: 200 });
    expect(seen).toHaveLength(3);
  });

  it('is not tried again where an assertion that counts once was sent', async () => {
    const { baseUrl, seen } = await serve((request) => request.socket.destroy());
    for (const name of ['assertion', 'client_assertion']) {
      const form = new URLSearchParams({ [name]: 'signed.once.only' });
      const asked = client(baseUrl).send('POST', '/token', context(), { form, changesNothing: true });
      expect((await failure(asked)).kind).toBe('unavailable');
    }
    expect(seen).toHaveLength(2);
  });

  it('is asked anew, however often, for what changes nothing on connections that were kept too long', async () => {
    const { baseUrl, seen } = await serve((_, response) => void response.end('{}'));
    const http = client(baseUrl);
    const search = { json: { query: 'maya' }, changesNothing: true };
    const four = () => Promise.all([1, 2, 3, 4].map((n) => http.send('POST', `/search/${n}`, context(), search)));
    await four();
    // All four are closed at the other end, and nobody here has heard of it when the next one is used.
    for (const { socket } of seen) socket.destroy();
    await expect(http.send('POST', '/search/5', context(), search)).resolves.toMatchObject({ status: 200 });
  });
});

describe('reads of one moment', () => {
  const shared = () => ({ ...context(), reads: sharedReads({ now: () => new Date(0) }) });

  it('are one call where they are the same request, and each its own without a moment to share', async () => {
    const { baseUrl, seen } = await serve((_request, response) => response.end('{}'));
    const http = client(baseUrl);
    const moment = shared();
    await Promise.all([
      http.get('/groups', anything, moment),
      http.get('/groups', anything, moment),
      http.get('/groups', anything, moment, { query: { page: 2 } }),
      http.get('/groups', anything, moment, { headers: { accept: 'application/scim+json' } }),
    ]);
    expect(seen).toHaveLength(3);
    await Promise.all([http.get('/groups', anything, context()), http.get('/groups', anything, context())]);
    expect(seen).toHaveLength(5);
  });

  it('are never shared between two clients, nor is what changes something, nor what asks for a token', async () => {
    const { baseUrl, seen } = await serve((_request, response) => response.end('{}'));
    const http = client(baseUrl);
    const moment = shared();
    await http.get('/groups', anything, moment);
    await client(baseUrl).get('/groups', anything, moment);
    for (let times = 0; times < 2; times += 1) {
      await http.send('DELETE', '/groups/1', moment);
      await http.send('POST', '/token', moment, { form: new URLSearchParams({ a: 'b' }), changesNothing: true });
      await http.send('POST', '/graphql', moment, { json: { query: '{ viewer }' }, changesNothing: true });
    }
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /groups',
      'GET /groups',
      'DELETE /groups/1',
      'POST /token',
      'POST /graphql',
      'DELETE /groups/1',
      'POST /token',
    ]);
  });
});
