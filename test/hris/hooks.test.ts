import express from 'express';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HookAnswer } from '../../src/engine/hr/hr-feed.ts';
import type { HookRequest } from '../../src/engine/ports/hr-system.ts';
import { hrHooks } from '../../src/hris/mount-hooks.ts';

let server: ReturnType<ReturnType<typeof express>['listen']>;
let url: string;
let heard: { source: string; request: HookRequest }[];
let answer: HookAnswer | null | Error;
const lines: string[] = [];

beforeEach(async () => {
  heard = [];
  answer = { status: 'done' };
  lines.length = 0;
  const app = express();
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  app.use(
    hrHooks({
      log,
      now: () => new Date(0),
      hook: async (source, request) => {
        heard.push({ source, request });
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  );
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

const post = (body: string | Uint8Array<ArrayBuffer>, path = '/hr/people') =>
  fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

describe('the way in of HR systems', () => {
  it('hands on the body as it was sent, byte by byte', async () => {
    const body = '{ "b":1,\n"a" : "é" }';
    expect((await post(body)).status).toBe(200);
    expect(heard[0]?.request.rawBody.toString('utf8')).toBe(body);
    expect(heard[0]?.source).toBe('people');
  });

  it('says nothing of a proxy in front of it', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => said.mockRestore());
    const headers = { 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7' };
    expect((await fetch(`${url}/hr/people`, { method: 'POST', body: '{}', headers })).status).toBe(200);
    expect(said).not.toHaveBeenCalled();
  });

  it('answers the same for a system that is not there and for a call that is not proven', async () => {
    answer = null;
    const unknown = await post('{}', '/hr/nobody');
    answer = { status: 'refused' };
    const refused = await post('{}');
    expect([unknown.status, await unknown.text()]).toEqual([refused.status, await refused.text()]);
    expect(refused.status).toBe(401);
  });

  it('asks for the call again where it could not be dealt with, and says nothing of why', async () => {
    answer = new Error('alex.moreau@example.com could not be read');
    const failed = await post('{}');
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await failed.text()).not.toContain('alex');
  });

  it('reads no body beyond its limit', async () => {
    expect((await post('x'.repeat(300_000))).status).toBe(413);
    expect(heard).toEqual([]);
  });

  it('answers a challenge in its own words', async () => {
    answer = { status: 'challenge', contentType: 'text/plain', body: 'token' };
    expect(await (await fetch(`${url}/hr/people?challenge=token`)).text()).toBe('token');
    expect(heard[0]?.request.query).toEqual({ challenge: 'token' });
  });

  it('slows one address down', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 125; index += 1) statuses.push((await post('{}')).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect([200, 429]).toContain((await post(new Uint8Array(bytes))).status);
      }),
      { numRuns: 40 },
    );
  });
});
