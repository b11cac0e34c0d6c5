import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { noAuth } from '../../src/connectors/http/auth.ts';
import { createHttpClient } from '../../src/connectors/http/http-client.ts';
import type { ResolveName } from '../../src/connectors/http/private-addresses.ts';
import { createTransport } from '../../src/connectors/http/transport.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { createOutbound } from '../../src/network/outbound.ts';
import { type ProxyOptions, startProxy } from '../support/proxy.ts';

let server: Server;
let port: number;
let seen: string[];
beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.headers.host} ${request.headers['proxy-authorization'] ?? 'no password'}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"here":true}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise<void>((done) => void server.close(() => done()));
});

async function proxy(options: ProxyOptions = {}) {
  const started = await startProxy(options);
  onTestFinished(() => started.close());
  return started;
}

const context = { now: () => new Date('2026-11-29T09:00:00Z'), signal: new AbortController().signal };

/** A connector's client behind a proxy, for an address outside. */
function client(through: URL, { baseUrl = `http://vendor.example:${port}`, resolve }: ClientOptions = {}) {
  return createHttpClient({
    ...{ baseUrl, auth: noAuth, limits: { concurrency: 4 }, timeoutMs: 5000, allowPrivateAddresses: !resolve },
    fetch: createTransport({
      ...{ allowPrivateAddresses: !resolve, proxyFor: () => through },
      ...(resolve && { resolve }),
    }),
  });
}
interface ClientOptions {
  baseUrl?: string;
  resolve?: ResolveName;
}

async function failure(call: Promise<unknown>): Promise<ConnectorError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error('the call went through');
}

describe('a connector behind a proxy', () => {
  it('reaches the system by CONNECT with user and password, which the system never sees, on one kept connection', async () => {
    const { url, asked } = await proxy();
    const http = client(url);
    for (let round = 0; round < 3; round += 1)
      expect((await http.send('POST', '/', context, { json: {} })).data).toEqual({ here: true });
    expect(asked).toEqual([`vendor.example:${port}`]);
    expect(seen).toEqual(Array(3).fill(`POST vendor.example:${port} no password`));
  });

  it.each([403, 404, 407, 410, 502])('takes no %i of the proxy for an answer of the system', async (status) => {
    const { url } = await proxy({ refusesWith: status });
    const error = await failure(client(url).send('DELETE', '/users/1', context, { expect: [404, 410] }));
    // Nothing was sent, so it can be tried again without reading back; and it is never "gone".
    expect(error.kind).toBe('unavailable');
    expect(error.message).toContain(`the proxy refused the connection (HTTP ${status})`);
    expect(JSON.stringify(error.words)).toContain(`le proxy a refusé la connexion (HTTP ${status})`);
    expect(seen).toEqual([]);
  });

  it('says when the password is wrong, and never what it is', async () => {
    const { url, unproven } = await proxy();
    url.password = 'wrong-canary';
    const error = await failure(client(url).send('POST', '/', context));
    expect(unproven).toEqual([`vendor.example:${port}`]);
    expect(error.message).toContain('HTTP 407');
    expect(JSON.stringify([error.words, error.evidence, String(error.cause), error.stack])).not.toContain('canary');
  });

  it('says when the proxy is away: nothing was sent', async () => {
    const started = await startProxy();
    await started.close();
    const error = await failure(client(started.url).send('POST', '/', context));
    expect(error.kind).toBe('unavailable');
    expect(error.message).toContain('the proxy cannot be reached (ECONNREFUSED)');
    expect(JSON.stringify(error.words)).toContain('le proxy est injoignable (ECONNREFUSED)');
  });
});

describe('private addresses behind a proxy', () => {
  const resolvesTo =
    (...addresses: string[]): ResolveName =>
    (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
  const unknown: ResolveName = (_name, _options, callback) =>
    callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
  const never: ResolveName = () => undefined;

  it('are refused before the proxy is asked, by name and by number', async () => {
    const { url, asked } = await proxy();
    for (const addresses of [['10.0.0.7'], ['93.184.216.34', '169.254.169.254']]) {
      const inside = client(url, { baseUrl: 'https://vendor.example', resolve: resolvesTo(...addresses) });
      expect((await failure(inside.send('POST', '/', context))).kind).toBe('rejected');
    }
    const literal = client(url, { baseUrl: 'https://10.0.0.7', resolve: unknown });
    expect((await failure(literal.send('POST', '/', context))).kind).toBe('rejected');
    expect(asked).toEqual([]);
  });

  it.each([
    ['resolves outside', resolvesTo('93.184.216.34')],
    ['only the proxy resolves', unknown],
    ['nobody here answers about', never],
  ])('are no reason to refuse a name that %s', async (_what, resolve) => {
    const { url, asked } = await proxy({ refusesWith: 503 });
    const http = client(url, { baseUrl: 'https://vendor.example', resolve });
    expect((await failure(http.send('POST', '/', context))).message).toContain('HTTP 503');
    expect(asked).toEqual(['vendor.example:443']);
  });
});

describe('the way out of everything that uses fetch', () => {
  it('leads through the proxy, but for what NO_PROXY names and this machine', async () => {
    const { url, asked } = await proxy({ refusesWith: 502 });
    const outbound = await createOutbound({ http: null, https: url, none: '192.0.2.0/24' });
    onTestFinished(() => outbound.close());
    await expect(outbound.fetch('https://slack.com/api/auth.test', { method: 'POST' })).rejects.toThrow();
    expect(asked).toEqual(['slack.com:443']);
    expect(await (await outbound.fetch(`http://127.0.0.1:${port}/`)).json()).toEqual({ here: true });
    expect(outbound.proxyFor(new URL('https://192.0.2.9/'))).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('is the plain one where there is no proxy', async () => {
    expect((await createOutbound(null)).fetch).toBe(globalThis.fetch);
  });
});
