import express from 'express';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTeamsApp, messagesPath, type TeamsAppOptions } from '../../../src/channels/teams/teams-app.ts';
import { teamsWords } from '../../../src/views/teams-words.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { fakeConversation } from '../slack/slack-world.ts';
import { fakeDirectory, listen, originOf } from './teams-world.ts';

const appId = '0a1b2c3d-0000-4000-8000-00000000000a';
const tenantId = '0a1b2c3d-0000-4000-8000-00000000000b';

const message = {
  type: 'message',
  id: '1',
  text: 'offboard',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9/',
  from: { id: '29:somebody', aadObjectId: 'somebody' },
  recipient: { id: `28:${appId}` },
  conversation: { id: 'a:1', conversationType: 'personal', tenantId },
};

async function door(trust: TeamsAppOptions['trust']) {
  const conversation = fakeConversation();
  const { notes, once } = createMemoryStore();
  const app = createTeamsApp({
    conversation: () => conversation,
    directory: () => fakeDirectory,
    notes,
    once,
    storeAnswers: async () => true,
    trust,
    words: teamsWords,
    log: pino({ level: 'silent' }),
  });
  const server = express();
  server.use(app.router);
  const listening = await listen(server);
  onTestFinished(async () => {
    listening.closeAllConnections();
    await new Promise((done) => listening.close(done));
  });
  const knock = async (headers: Readonly<Record<string, string>> = {}, body: unknown = message): Promise<number> => {
    const response = await fetch(`${originOf(listening)}${messagesPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    expect(await response.text()).not.toContain('at ');
    return response.status;
  };
  return { knock, conversation };
}

/** A token with the right words in it, and a key that is nobody's. */
async function token(claims: Readonly<Record<string, string>>): Promise<string> {
  const key = new TextEncoder().encode('a key that Microsoft has never seen, of length');
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m').sign(key);
}

const types = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const;

describe.each(types)('with an app id (%s)', (type) => {
  const password = type === 'UserAssignedMSI' ? null : () => 'a-secret';
  const open = () => door({ type: 'microsoft', credentials: { appId, password, tenantId, type, cloud: 'global' } });

  it('nobody comes in without a token', async () => {
    const { knock, conversation } = await open();
    expect(await knock()).toBe(401);
    expect(conversation.acts).toEqual([]);
  });

  it.each([
    ['no scheme', async () => 'abc'],
    ['another scheme', async () => 'Basic YWJjOmRlZg=='],
    ['no token', async () => 'Bearer '],
    ['something that is no token', async () => 'Bearer not.a.token'],
    ['a token of somebody else', async () => `Bearer ${await token({ iss: 'https://evil.example.com', aud: appId })}`],
    ['a token without issuer', async () => `Bearer ${await token({ aud: appId })}`],
    ['the local workspace’s own word', async () => 'local'],
  ])('nor with %s', async (_, header) => {
    const { knock, conversation } = await open();
    expect(await knock({ authorization: await header(), 'x-relais-local-teams': 'local' })).toBe(401);
    expect(conversation.acts).toEqual([]);
  });

  it('a body that is no activity of Teams is refused, whichever channel it claims', async () => {
    const { knock } = await open();
    const authorization = 'Bearer not.a.token';
    expect(await knock({ authorization }, { ...message, channelId: 'AseChannel' })).toBe(400);
    expect(await knock({ authorization }, { ...message, channelId: 'emulator' })).toBe(400);
    expect(await knock({ authorization }, [])).toBe(400);
  });
});

describe('without an app id', () => {
  it('only the workspace itself is heard: not another program, and no page in a browser', async () => {
    const { knock, conversation } = await door({ type: 'local', secret: 'known-to-nobody-else' });
    expect(await knock()).toBe(401);
    expect(await knock({ 'x-relais-local-teams': 'guess' })).toBe(401);
    expect(await knock({ origin: 'https://evil.example.com' })).toBe(401);
    expect(conversation.acts).toEqual([]);
  });
});
