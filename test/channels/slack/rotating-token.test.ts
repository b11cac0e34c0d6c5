import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBlockSupport } from '../../../src/channels/slack/block-support.ts';
import type { RotatingCredentials } from '../../../src/channels/slack/renew-token.ts';
import { createRotatingToken, lastBotToken, type RotatingToken } from '../../../src/channels/slack/rotating-token.ts';
import { createWebClient } from '../../../src/channels/slack/web-client.ts';
import type { NotesStore } from '../../../src/engine/ports/store.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';

const hour = 3_600_000;
const apiUrl = 'https://slack.com/api/';

/** As Slack does it: each refresh token works once, and each token for twelve hours. */
function slackWorld() {
  const slack = {
    now: Date.parse('2026-03-02T09:00:00.000Z'),
    /** The one refresh token that works. */
    refreshToken: 'xoxe-1-canary-0',
    renewals: 0,
    /** Refresh tokens it was asked with. */
    asked: [] as string[],
    /** What becomes of the next answer. */
    next: 'given' as 'given' | 'lost' | 'away' | 'page',
    fetch: (async (url, init) => {
      expect(String(url)).toBe(`${apiUrl}oauth.v2.access`);
      const form = Object.fromEntries(new URLSearchParams(String(init?.body)));
      expect(form).toMatchObject({ grant_type: 'refresh_token', client_id: '1.2' });
      slack.asked.push(form['refresh_token'] ?? '');
      const { next } = slack;
      slack.next = 'given';
      if (next === 'away') throw new TypeError('fetch failed');
      if (next === 'page') return new Response('<html>', { status: 502 });
      if (form['client_secret'] !== 'client-secret-canary')
        return Response.json({ ok: false, error: 'bad_client_secret' });
      if (form['refresh_token'] !== slack.refreshToken)
        return Response.json({ ok: false, error: 'invalid_refresh_token' });
      slack.renewals += 1;
      slack.refreshToken = `xoxe-1-canary-${slack.renewals}`;
      if (next === 'lost') throw new DOMException('too late', 'TimeoutError');
      const access_token = `xoxe.xoxb-1-canary-${slack.renewals}`;
      return Response.json({ ok: true, access_token, refresh_token: slack.refreshToken, expires_in: 43_200 });
    }) as typeof globalThis.fetch,
  };
  return slack;
}

let slack: ReturnType<typeof slackWorld>;
let notes: NotesStore;
let log: string[];
let settings: RotatingCredentials;

beforeEach(() => {
  slack = slackWorld();
  ({ notes } = createMemoryStore());
  log = [];
  settings = {
    botToken: 'xoxe.xoxb-1-canary-of-settings',
    refreshToken: 'xoxe-1-canary-0',
    clientId: '1.2',
    clientSecret: 'client-secret-canary',
  };
});

function token(own: NotesStore = notes): RotatingToken {
  const made = createRotatingToken({
    ...{ notes: own, apiUrl, fetch: slack.fetch, now: () => slack.now, settings: () => settings, lookEvery: 5 },
    log: pino({ base: null }, { write: (line: string) => void log.push(line) }),
  });
  onTestFinished(() => made.stop());
  return made;
}

async function started(own?: NotesStore): Promise<RotatingToken> {
  const made = token(own);
  await made.start();
  return made;
}

describe('a bot token that rotates', () => {
  it('is renewed once for all processes that start at the same time', async () => {
    const processes = await Promise.all([started(), started(), started()]);
    expect(processes.map((one) => one.current())).toEqual(Array(3).fill('xoxe.xoxb-1-canary-1'));
    expect(slack.asked).toEqual(['xoxe-1-canary-0']);
    expect(await lastBotToken(notes, settings)).toBe('xoxe.xoxb-1-canary-1');
    expect(log.join('')).not.toContain('canary');
  });

  it('is what was kept after a restart: the refresh token of the settings is used up', async () => {
    await (await started()).stop();
    slack.now += 5 * hour;
    expect((await started()).current()).toBe('xoxe.xoxb-1-canary-1');
    expect(slack.asked).toHaveLength(1);
  });

  it('is renewed at half of its life, by one process, and every other one takes it over', async () => {
    const processes = [await started(), await started()];
    slack.now += 6 * hour - 1;
    await new Promise((done) => setTimeout(done, 30));
    expect(slack.renewals).toBe(1);
    slack.now += 1;
    await expect.poll(() => processes.map((one) => one.current())).toEqual(Array(2).fill('xoxe.xoxb-1-canary-2'));
    expect(slack.asked).toEqual(['xoxe-1-canary-0', 'xoxe-1-canary-1']);
    expect(log.join('')).not.toContain('canary');
  });

  it('stops a start that cannot renew it, with what Slack said and what to do', async () => {
    settings.refreshToken = 'xoxe-1-canary-spent';
    await expect(started()).rejects.toThrow(
      /cannot be renewed: Slack says invalid_refresh_token\nInstall the app again, and set SLACK_BOT_TOKEN and SLACK_REFRESH_TOKEN/,
    );
    settings = { ...settings, refreshToken: 'xoxe-1-canary-0', clientSecret: 'another-client-secret' };
    await expect(started()).rejects.toThrow('Slack says bad_client_secret');
    // Whoever mends the settings does not wait until a failure with other ones is old.
    settings = { ...settings, clientSecret: 'client-secret-canary' };
    expect((await started()).current()).toBe('xoxe.xoxb-1-canary-1');
    expect(log.join('')).toContain('invalid_refresh_token');
    expect(log.join('')).not.toContain('canary');
  });

  it('goes on while Slack is away, asks again, and tells when it will never be renewed', async () => {
    const one = await started();
    for (const next of ['away', 'page'] as const) {
      slack.next = next;
      slack.now += 6 * hour;
      await expect.poll(() => slack.next).toBe('given');
      slack.now -= 6 * hour;
      expect(one.current()).toBe('xoxe.xoxb-1-canary-1');
      slack.now += 61_000;
    }
    // The answer is lost, and with it the refresh token: nobody can know the next one.
    slack.next = 'lost';
    slack.now += 6 * hour;
    await expect.poll(() => slack.renewals).toBe(2);
    slack.now += 61_000;
    await expect.poll(() => log.join('')).toContain('invalid_refresh_token');
    expect(one.current()).toBe('xoxe.xoxb-1-canary-1');
    // Then it is let be for five minutes, in all processes.
    const times = slack.asked.length;
    await started();
    slack.now += 200_000;
    await new Promise((done) => setTimeout(done, 30));
    expect(slack.asked).toHaveLength(times);
    // A new pair in the settings mends it.
    settings = { ...settings, refreshToken: slack.refreshToken };
    await expect.poll(() => one.current()).toBe('xoxe.xoxb-1-canary-3');
  });

  it('is used, and kept later, where the store takes it only after a while', async () => {
    let isAway = true;
    const one = await started({
      ...notes,
      // Away from when Slack has answered.
      change: (key, decide) =>
        isAway && slack.renewals > 0 ? Promise.reject(new Error('away')) : notes.change(key, decide),
    });
    expect(one.current()).toBe('xoxe.xoxb-1-canary-1');
    expect(await lastBotToken(notes, settings)).toBe(settings.botToken);
    isAway = false;
    await expect.poll(() => lastBotToken(notes, settings)).toBe('xoxe.xoxb-1-canary-1');
    expect((await started()).current()).toBe('xoxe.xoxb-1-canary-1');
    expect(slack.asked).toHaveLength(1);
  });

  it('of another process that died while it renewed is renewed once its minute is over', async () => {
    const renewing = { by: 'somebody who died', until: slack.now + 60_000 };
    await notes.write('slack/rotating-token', { pair: null, renewing, failure: null });
    const waiting = started();
    await new Promise((done) => setTimeout(done, 150));
    expect(slack.asked).toEqual([]);
    slack.now += 60_001;
    expect((await waiting).current()).toBe('xoxe.xoxb-1-canary-1');
  });

  it('is exchanged in the middle of a call that Slack refuses for it, and the call is made once more', async () => {
    const [ours, theirs] = [await started(), await started()];
    const seen: string[] = [];
    const server = createServer((request, response) => {
      const given = request.headers.authorization ?? '';
      seen.push(given);
      // Somebody revoked the first one.
      const answer = given.endsWith('canary-2') ? { ok: true } : { ok: false, error: 'token_revoked' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const client = createWebClient({
      botToken: 'xoxb-made-with',
      slackApiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      currentToken: () => ours.current(),
      otherToken: (_made, refused) => ours.other(refused),
      log: pino({ level: 'silent' }),
      support: createBlockSupport(),
    });
    // One that is minutes old is not renewed for it: the next would be refused too.
    await expect(client.auth.test()).rejects.toThrow('token_revoked');
    expect(slack.renewals).toBe(1);
    slack.now += 301_000;
    expect(await client.auth.test()).toMatchObject({ ok: true });
    expect(seen.map((one) => one.at(-1))).toEqual(['1', '1', '2']);
    expect(await theirs.other('xoxe.xoxb-1-canary-1')).toBe('xoxe.xoxb-1-canary-2');
    expect(slack.asked).toEqual(['xoxe-1-canary-0', 'xoxe-1-canary-1']);
  });
});
