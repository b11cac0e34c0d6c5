import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { installedFromManifest } from '../../../src/workspace/slack/installed-app.ts';
import { type Running, run, signingSecret } from './tiny-app.ts';

describe('the edge of the local Slack', () => {
  let running: Running | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  it('signs so that Bolt takes it, and Bolt refuses everything else', async () => {
    running = await run();
    const { app, eventsUrl } = running;
    let commands = 0;
    app.command('/offboard', async ({ ack }) => {
      commands += 1;
      await ack();
    });
    const body = new URLSearchParams({ command: '/offboard', user_id: 'U0MAYA', team_id: 'T0RELAIS' }).toString();
    const post = async (timestamp: number, secret: string): Promise<number> => {
      const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': `v0=${signature}`,
      };
      return (await fetch(eventsUrl, { method: 'POST', body, headers })).status;
    };
    const now = Math.floor(Date.now() / 1000);
    expect(await post(now, 'a-guess')).toBe(401);
    expect(await post(now - 301, signingSecret)).toBe(401);
    expect(commands).toBe(0);
    expect(await post(now, signingSecret)).toBe(200);
    await running.workspace.as('U0MAYA').type('/offboard');
    expect(commands).toBe(2);
  });

  it('resolves mentions and leaves nothing in a text that could ping', async () => {
    running = await run();
    const { app, workspace } = running;
    const texts: unknown[] = [];
    app.command('/plain', async ({ ack, command }) => {
      await ack(`you said ${command.text}`);
    });
    app.message(async ({ message }) => void texts.push('text' in message ? message.text : null));
    app.event('app_mention', async ({ event }) => void texts.push(['mention', event.text, event.channel]));
    const maya = workspace.as('U0MAYA');
    await maya.type('/plain hand over to <@U0LEO>');
    expect(maya.inbox().at(-1)).toMatchObject({ text: 'you said hand over to @leo.dubois', ephemeral: true });
    await maya.type('Ask @Léo Dubois or @jonas.weber, not @nobody & <!channel>');
    await maya.type('hello', { in: 'C0GENERAL' });
    await maya.type('hello @relais', { in: 'C0GENERAL' });
    await expect.poll(() => texts.length).toBe(2);
    expect(texts).toEqual([
      'Ask <@U0LEO> or <@U0JONAS>, not @nobody &amp; &lt;!channel&gt;',
      ['mention', 'hello <@U0RELAIS>', 'C0GENERAL'],
    ]);
    expect(maya.read(maya.inbox().at(-1) ?? expect.fail('no message'))).toBe(
      'Ask @Léo Dubois or @Jonas Weber, not @nobody & <!channel>',
    );
    await expect(maya.type('hello', { in: 'C0PEOPLEOPS' })).rejects.toThrow('is not in C0PEOPLEOPS');
  });

  it('sends a message shortcut with its message', async () => {
    running = await run();
    const { app, workspace } = running;
    const seen: unknown[] = [];
    app.shortcut({ callback_id: 'about-message', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
      await ack();
      seen.push(shortcut.message.text, shortcut.channel.id);
      await respond('Looked at it.');
    });
    const tom = workspace.as('U0TOM');
    await tom.type('Look at this', { in: 'C0GENERAL' });
    const [message] = tom.messages('C0GENERAL');
    await tom.shortcut('about-message', message);
    await tom.waitFor('the answer', (me) => me.messages('C0GENERAL').find(({ text }) => text === 'Looked at it.'));
    expect(seen).toEqual(['Look at this', 'C0GENERAL']);
    await expect(tom.shortcut('about-message')).rejects.toThrow('no global shortcut');
  });

  it('sends a lost event again, with the reason, until it is taken', async () => {
    const requests: IncomingMessage['headers'][] = [];
    const ids: unknown[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        requests.push(request.headers);
        ids.push(/"event_id":"(\w+)"/.exec(body)?.[1]);
        response.writeHead(requests.length < 3 ? 500 : 200).end();
      });
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    running = await run({ retryDelays: [0, 20, 20], eventsUrl: `http://127.0.0.1:${port}/slack/events` });
    await running.workspace.as('U0MAYA').type('hello');
    await expect.poll(() => requests.length).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 80));
    server.close();
    expect(new Set(ids).size).toBe(1);
    expect(requests.map((headers) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });

  it('misbehaves on request', async () => {
    running = await run();
    const { app, workspace, origin } = running;
    // Bolt asks once by itself at the start, and nobody would catch its failure.
    await app.client.auth.test();
    workspace.misbehave('down');
    await expect(app.client.auth.test()).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 });
    workspace.misbehave('throttled');
    const call = () =>
      fetch(`${origin}/workspace/slack/api/auth.test`, { headers: { authorization: 'Bearer xoxb-of-the-test' } });
    const answers = [await call(), await call()];
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429]);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
    workspace.misbehave('none');
    expect(await app.client.auth.test()).toMatchObject({ ok: true });
  });

  it('continues after a restart, even when the clock was set back', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'relais-workspace-'));
    try {
      running = await run({ dataDir });
      running.app.command('/offboard', async ({ ack, command, client }) => {
        await ack();
        const title = { type: 'plain_text' as const, text: 'Still open' };
        await client.views.open({ trigger_id: command.trigger_id, view: { type: 'modal', title, blocks: [] } });
      });
      const before = running.workspace.as('U0MAYA');
      running.clock.now = new Date('2026-06-01T00:00:00Z');
      await running.app.client.chat.postMessage({ channel: 'U0MAYA', text: 'before' });
      await running.app.client.chat.postEphemeral({ channel: 'D0MAYA', user: 'U0MAYA', text: 'for you' });
      await running.app.client.views.publish({
        user_id: 'U0MAYA',
        view: { type: 'home', blocks: [{ type: 'divider' }] },
      });
      before.markRead('D0MAYA');
      await before.type('/offboard');
      await before.waitFor('the modal', (me) => me.modal());
      await running.workspace.setDeactivated('U0ALEX', true);
      await running.stop();

      running = await run({ dataDir });
      const after = running.workspace.as('U0MAYA');
      expect(after.inbox().map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
        ['before', false],
        ['for you', true],
      ]);
      expect(after.modal()?.title).toBe('Still open');
      expect(after.home()?.blocks).toHaveLength(1);
      expect(after.conversations()[0]?.unread).toBe(0);
      expect(running.workspace.as('U0ALEX').person.deactivated).toBe(true);
      await running.app.client.chat.postMessage({ channel: 'U0MAYA', text: 'after' });
      await running.app.client.chat.postMessage({ channel: 'U0MAYA', text: 'at the same instant' });
      expect(after.inbox().map(({ text }) => text)).toEqual(['before', 'for you', 'after', 'at the same instant']);
      expect(new Set(after.inbox().map(({ ts }) => ts)).size).toBe(4);
      await running.stop();
    } finally {
      running = undefined;
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('a manifest', () => {
  it('is what gets installed', () => {
    expect(
      installedFromManifest(`
display_information: { name: Relais }
features:
  slash_commands:
    - { command: /offboard, description: Start, usage_hint: '[@person]', should_escape: true }
  shortcuts:
    - { name: About this, type: message, callback_id: about, description: Looks }
oauth_config: { scopes: { bot: [commands, 'chat:write'] } }
settings: { event_subscriptions: { bot_events: [app_home_opened] } }
`),
    ).toEqual({
      commands: [{ command: '/offboard', description: 'Start', usageHint: '[@person]', shouldEscape: true }],
      shortcuts: [{ kind: 'message', callbackId: 'about', name: 'About this', description: 'Looks' }],
      scopes: ['commands', 'chat:write'],
      events: ['app_home_opened'],
    });
    expect(() => installedFromManifest('features: {}')).toThrow('oauth_config');
  });
});
