import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createSlackApp } from '../../../src/channels/slack/slack-app.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { fakeConversation, fakeDirectory, wordsFor } from './slack-world.ts';

async function serve(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handle ?? (() => undefined));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it('speaks by the token, and believes the signing secret, that are valid now', async () => {
  const seen: string[] = [];
  const bots: Readonly<Record<string, object>> = {
    'Bearer xoxb-first': { ok: true, team_id: 'T0LUMEN', user_id: 'U0RELAIS', bot_id: 'B0RELAIS' },
    'Bearer xoxb-second': { ok: true, team_id: 'T0LUMEN', user_id: 'U0RELAIS', bot_id: 'B0RELAIS' },
    'Bearer xoxb-elsewhere': { ok: true, team_id: 'T0OTHER', user_id: 'U0RELAIS', bot_id: 'B0RELAIS' },
  };
  const slackApiUrl = await serve((request, response) => {
    const token = request.headers.authorization ?? '';
    seen.push(`${request.url} ${token}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(bots[token] ?? { ok: false, error: 'invalid_auth' }));
  });
  const now = { token: 'xoxb-first', secret: 'first-signing-secret' };
  const conversation = fakeConversation();
  const app = createSlackApp({
    conversation: () => conversation,
    directory: () => fakeDirectory,
    once: createMemoryStore().once,
    storeAnswers: async () => true,
    botToken: 'xoxb-first',
    transport: { type: 'http', signingSecret: 'first-signing-secret' },
    renewed: { currentToken: () => now.token, signingSecret: () => now.secret },
    slackApiUrl,
    words: wordsFor,
    log: pino({ level: 'silent' }),
  });
  await app.start();
  onTestFinished(() => app.stop());

  expect(await app.checkToken('xoxb-second')).toBeNull();
  expect(await app.checkToken('xoxb-elsewhere')).toContain('another workspace');
  expect(await app.checkToken('xoxb-revoked')).toContain('refuses the new token (invalid_auth)');

  now.token = 'xoxb-second';
  await app.channel.lookUp({ handle: 'U0NOBODY' }).catch(() => undefined);
  expect(seen.at(-1)).toBe('/users.info Bearer xoxb-second');
  const door = await serve((request, response) => app.listener?.(request, response));
  const knock = async (secret: string) => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'x' });
    const stamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${signature}`,
    };
    return (await fetch(`${door}slack/events`, { method: 'POST', headers, body })).status;
  };
  expect(await knock('first-signing-secret')).toBe(200);
  now.secret = 'second-signing-secret';
  expect(await knock('first-signing-secret')).toBe(401);
  expect(await knock('second-signing-secret')).toBe(200);
});
