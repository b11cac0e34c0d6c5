import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { Counter, Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

interface Asked {
  ready?: () => Promise<void>;
  warnings?: () => readonly string[];
  port?: number;
  /** Every line that is logged lands here. */
  lines?: string[];
}

async function start({ ready = async () => undefined, warnings = () => [], port = 0, lines = [] }: Asked = {}) {
  const registry = new Registry();
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const server = createHttpServer({ port, host: '127.0.0.1', log, registry, ready, warnings });
  const url = await server.listen();
  open.push(server);
  return { server, url, registry };
}

describe('the HTTP server', () => {
  it('is alive as soon as it listens', async () => {
    const { url } = await start({ ready: () => Promise.reject(new Error('starting')) });
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is ready only once work can be done, and says why not', async () => {
    let reason: string | null = 'starting';
    const { url } = await start({
      async ready() {
        if (reason) throw new Error(reason);
      },
    });
    const before = await fetch(`${url}/readyz`);
    expect([before.status, await before.json()]).toEqual([503, { status: 'not ready', reason: 'starting' }]);
    reason = null;
    const after = await fetch(`${url}/readyz`);
    expect([after.status, await after.json()]).toEqual([200, { status: 'ready' }]);
    reason = 'the database is busy';
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it('says what somebody has to look at while work goes on', async () => {
    let warnings: string[] = ['the key service does not give the master key'];
    const { url } = await start({ warnings: () => warnings });
    const warned = await fetch(`${url}/readyz`);
    expect([warned.status, await warned.json()]).toEqual([
      200,
      { status: 'ready', warnings: ['the key service does not give the master key'] },
    ]);
    warnings = [];
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('shows metrics in the words of Prometheus', async () => {
    const { url, registry } = await start();
    new Counter({ name: 'relais_test_total', help: 'A test.', registers: [registry] }).inc(3);
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toContain('relais_test_total 3');
  });

  it('answers 404 where nothing is', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/nothing/here`);
    expect([response.status, await response.json()]).toEqual([404, { error: 'not found' }]);
  });

  it('asks what was mounted, in order, also what is mounted later', async () => {
    const { server, url } = await start();
    server.mount((request, response, next) => (request.path === '/one' ? void response.send('first') : next()));
    server.mount((_request, response) => void response.send('second'));
    expect(await (await fetch(`${url}/one`)).text()).toBe('first');
    expect(await (await fetch(`${url}/two`)).text()).toBe('second');
    expect((await fetch(`${url}/healthz`)).headers.get('content-type')).toContain('application/json');
  });

  it('does not say what it runs on, and lets no foreign script in', async () => {
    const { url } = await start();
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers a failure without its details, and logs it without the query', async () => {
    const lines: string[] = [];
    const { server, url } = await start({ lines });
    server.mount(() => {
      throw new Error('canary-cause');
    });
    const response = await fetch(`${url}/broken?token=canary-query`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('canary');
    const logged = lines.join('');
    expect(logged).toContain('canary-cause');
    expect(logged).toContain('/broken');
    expect(logged).not.toContain('canary-query');
  });

  it('takes what the caller did wrong for that, and does not log it as a failure', async () => {
    const lines: string[] = [];
    const { server, url } = await start({ lines });
    server.mount(() => {
      throw Object.assign(new Error('malformed'), { status: 400 });
    });
    expect((await fetch(`${url}/bad`)).status).toBe(400);
    expect(lines).toEqual([]);
  });

  it('says what to do when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await expect(start({ port })).rejects.toThrow(
        `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=3001 npm start`,
      );
    } finally {
      other.close();
    }
  });

  it('lets a request under way finish when it closes, and takes no new one', async () => {
    const { server, url } = await start();
    let arrived = () => {};
    const underWay = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.mount(async (_request, response) => {
      arrived();
      await mayAnswer;
      response.send('finished');
    });
    const asked = fetch(`${url}/slow`);
    await underWay;
    let closed = false;
    const closing = server.close().then(() => {
      closed = true;
    });
    await wait(50);
    expect(closed).toBe(false);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    answer();
    expect(await (await asked).text()).toBe('finished');
    const answered = Date.now();
    await closing;
    // The client keeps its connection; that must not hold the process.
    expect(Date.now() - answered).toBeLessThan(2000);
  });

  it('closes at once when nothing is under way, whatever connections are kept alive', async () => {
    const { server, url } = await start();
    await (await fetch(`${url}/healthz`)).text();
    const begun = Date.now();
    await server.close();
    expect(Date.now() - begun).toBeLessThan(2000);
  });
});
