import type { types } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Running, run, testApp } from './tiny-app.ts';

const card = (text: string, value = 'v1'): types.KnownBlock[] => [
  { type: 'section', block_id: 'words', text: { type: 'mrkdwn', text } },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'accept',
        value,
        text: { type: 'plain_text', text: 'Accept' },
        accessibility_label: 'Accept the handover',
      },
      { type: 'datepicker', action_id: 'by' },
    ],
  },
];

describe('messages', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.stop());

  it('are posted, read, threaded, updated in place and deleted', async () => {
    const { client } = running.app;
    const maya = running.workspace.as('U0MAYA');
    const { channel } = await client.conversations.open({ users: 'U0MAYA' });
    expect(channel?.id).toBe('D0MAYA');
    const posted = await client.chat.postMessage({
      channel: 'D0MAYA',
      text: 'A handover',
      blocks: card('A handover for you'),
      metadata: { event_type: 'card', event_payload: { departure: 'dep-1' } },
      unfurl_links: false,
    });
    const ts = posted.ts ?? '';
    expect(ts).toMatch(/^1772442000\.\d{6}$/);
    const reply = await client.chat.postMessage({ channel: 'D0MAYA', thread_ts: ts, text: 'a detail' });
    await client.chat.postMessage({ channel: 'D0MAYA', thread_ts: reply.ts ?? '', text: 'another detail' });

    expect(maya.inbox().map(({ text, threadTs, replyCount }) => [text, threadTs, replyCount])).toEqual([
      ['A handover', null, 2],
      ['a detail', ts, 0],
      ['another detail', ts, 0],
    ]);
    expect(maya.conversations()[0]).toMatchObject({ id: 'D0MAYA', kind: 'dm', name: 'Relais', unread: 3 });
    const events: string[] = [];
    const stop = running.workspace.watch((event) => events.push(event.type));
    maya.markRead('D0MAYA');
    expect(maya.conversations()[0]?.unread).toBe(0);
    stop();
    expect(events).toEqual(['conversation']);

    const history = await client.conversations.history({ channel: 'D0MAYA', include_all_metadata: true });
    expect(history.messages).toHaveLength(1);
    expect(history.messages?.[0]).toMatchObject({
      ts,
      reply_count: 2,
      bot_id: 'B0RELAIS',
      metadata: { event_type: 'card', event_payload: { departure: 'dep-1' } },
    });
    const replies = await client.conversations.replies({ channel: 'D0MAYA', ts });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['A handover', 'a detail', 'another detail']);
    expect(replies.messages?.[0]).not.toHaveProperty('metadata');

    await client.chat.update({ channel: 'D0MAYA', ts, text: 'Accepted', blocks: card('Accepted by you') });
    expect(maya.read(maya.inbox()[0] ?? expect.fail('no message'))).toContain('Accepted by you');
    expect(maya.inbox()[0]?.edited).toBe(false);
    await client.chat.update({ channel: 'D0MAYA', ts, text: 'only words' });
    expect(maya.inbox()[0]).toMatchObject({ text: 'only words', blocks: [], edited: true });
    expect(maya.conversations()[0]?.unread).toBe(0);
    const link = await client.chat.getPermalink({ channel: 'D0MAYA', message_ts: ts });
    expect(link.permalink).toBe(`${running.origin}/workspace/archives/D0MAYA/p${ts.replace('.', '')}`);
    await client.chat.delete({ channel: 'D0MAYA', ts });
    expect(maya.inbox().map(({ text }) => text)).toEqual(['a detail', 'another detail']);
  });

  it('carry buttons that come back signed, with state and a response_url', async () => {
    const { app, workspace } = running;
    const bodies: unknown[] = [];
    app.action('accept', async ({ ack, body, respond, action }) => {
      await ack();
      bodies.push({ ...body, action });
      await respond({ replace_original: true, text: 'Accepted', blocks: [] });
      await respond({ text: 'Only you see this.' });
      await respond({ text: 'Everybody here sees this.', response_type: 'in_channel' });
      await respond({ text: 'fourth' });
      await respond({ text: 'fifth' });
      await respond({ text: 'one too many' }).catch(() => undefined);
      bodies.push('all answered');
    });
    await app.client.chat.postMessage({ channel: 'U0JONAS', text: 'A handover', blocks: card('A handover') });
    const jonas = workspace.as('U0JONAS');
    await jonas.click('Accept');
    await expect.poll(() => bodies.length).toBe(2);
    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0JONAS', username: 'jonas.weber', team_id: 'T0RELAIS' },
      container: { type: 'message', channel_id: 'D0JONAS', is_ephemeral: false },
      channel: { id: 'D0JONAS', name: 'directmessage' },
      message: { text: 'A handover', bot_id: 'B0RELAIS' },
      state: { values: { [buttonBlock(bodies[0])]: { by: { type: 'datepicker', selected_date: null } } } },
      action: { type: 'button', action_id: 'accept', value: 'v1', text: { text: 'Accept' } },
    });
    expect(jonas.inbox().map(({ text, ephemeral, blocks }) => [text, ephemeral, blocks.length])).toEqual([
      ['Accepted', false, 0],
      ['Only you see this.', true, 0],
      ['Everybody here sees this.', false, 0],
      ['fourth', true, 0],
      ['fifth', true, 0],
    ]);
  });

  it('can be for one pair of eyes only, and be replaced and dismissed', async () => {
    const { app, workspace } = running;
    const bodies: unknown[] = [];
    app.action('accept', async ({ ack, respond, body }) => {
      await ack();
      bodies.push(body);
      await respond({ replace_original: true, text: 'Noted.' });
    });
    await app.client.chat.postEphemeral({ channel: 'C0GENERAL', user: 'U0LEO', text: 'psst', blocks: card('psst') });
    const leo = workspace.as('U0LEO');
    const [shown] = leo.messages('C0GENERAL');
    expect(shown).toMatchObject({ ephemeral: true, author: { kind: 'app' } });
    expect(workspace.as('U0MAYA').messages('C0GENERAL')).toEqual([]);
    await leo.click('accept');
    await leo.waitFor('the new text', (me) => me.messages('C0GENERAL')[0]?.text === 'Noted.');
    expect(bodies).toEqual([expect.objectContaining({ container: expect.objectContaining({ is_ephemeral: true }) })]);
    expect(bodies[0]).not.toHaveProperty('message');
    const ts = shown?.ts ?? '';
    await expect(app.client.chat.update({ channel: 'C0GENERAL', ts, text: 'x' })).rejects.toMatchObject({
      data: { error: 'message_not_found' },
    });
    expect(() => workspace.as('U0MAYA').dismiss({ ts })).toThrow('only for this person');
    leo.dismiss({ ts });
    expect(leo.messages('C0GENERAL')).toEqual([]);
    await expect(
      app.client.chat.postEphemeral({ channel: 'C0PEOPLEOPS', user: 'U0LEO', text: 'psst' }),
    ).rejects.toMatchObject({ data: { error: 'user_not_in_channel' } });
  });

  it('are refused with the words Slack uses', async () => {
    const { client } = running.app;
    const post = (args: object) => client.apiCall('chat.postMessage', { channel: 'D0MAYA', text: 'x', ...args });
    const refused = (error: string, ...messages: string[]) => ({
      data: { ok: false, error, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) },
    });
    const divider = { type: 'divider' };
    await expect(post({ channel: 'C0NOWHERE' })).rejects.toMatchObject(refused('channel_not_found'));
    await expect(post({ text: '' })).rejects.toMatchObject(refused('no_text'));
    await expect(post({ text: 'x'.repeat(40_001) })).rejects.toMatchObject(refused('msg_too_long'));
    await expect(post({ blocks: '{not json' })).rejects.toMatchObject(refused('invalid_blocks_format'));
    await expect(post({ blocks: Array(51).fill(divider) })).rejects.toMatchObject(
      refused('invalid_blocks', '[ERROR] no more than 50 items allowed [json-pointer:/blocks]'),
    );
    await expect(post({ blocks: [{ type: 'sectoin' }] })).rejects.toMatchObject(
      refused('invalid_blocks', '[ERROR] unsupported type [json-pointer:/blocks/0/type]'),
    );
    await expect(post({ blocks: [{ ...divider, colour: 'red' }] })).rejects.toMatchObject(
      refused('invalid_blocks', '[ERROR] invalid additional property: colour [json-pointer:/blocks/0]'),
    );
    await expect(
      post({
        blocks: [
          { ...divider, block_id: 'same' },
          { ...divider, block_id: 'same' },
        ],
      }),
    ).rejects.toMatchObject(
      refused('invalid_blocks', '[ERROR] block_id already exists [json-pointer:/blocks/1/block_id]'),
    );
    await expect(post({ thread_ts: '1.2' })).rejects.toMatchObject(refused('invalid_thread_ts'));
    await expect(post({ metadata: { event_type: 'x' } })).rejects.toMatchObject({
      data: { error: 'invalid_metadata_format' },
    });
    const { workspace } = running;
    await workspace.as('U0MAYA').type('hello');
    const own = workspace.as('U0MAYA').inbox()[0]?.ts ?? '';
    await expect(client.chat.update({ channel: 'D0MAYA', ts: own, text: 'x' })).rejects.toMatchObject(
      refused('cant_update_message'),
    );
    await expect(client.chat.delete({ channel: 'D0MAYA', ts: own })).rejects.toMatchObject(
      refused('cant_delete_message'),
    );
    await expect(client.chat.delete({ channel: 'D0MAYA', ts: '1.2' })).rejects.toMatchObject(
      refused('message_not_found'),
    );
    await expect(client.reactions.add({ channel: 'D0MAYA', timestamp: own, name: 'ok' })).rejects.toMatchObject(
      refused('unknown_method'),
    );
    await expect(client.auth.test({ token: 'xoxb-of-somebody-else' })).rejects.toMatchObject(refused('invalid_auth'));
    expect(await (await fetch(`${running.origin}/workspace/slack/api/auth.test`)).json()).toEqual({
      ok: false,
      error: 'not_authed',
    });
  });
});

describe('the people and conversations an app can ask for', () => {
  let running: Running;
  afterEach(() => running.stop());

  it('look as Slack shows them', async () => {
    running = await run();
    const { client } = running.app;
    expect(await client.auth.test()).toMatchObject({ user_id: 'U0RELAIS', bot_id: 'B0RELAIS', team_id: 'T0RELAIS' });
    expect(await client.bots.info({ bot: 'B0RELAIS' })).toMatchObject({ bot: { user_id: 'U0RELAIS', name: 'Relais' } });
    const { user } = await client.users.info({ user: 'U0LEO', include_locale: true });
    expect(user).toMatchObject({
      id: 'U0LEO',
      name: 'leo.dubois',
      tz: 'Europe/Paris',
      tz_offset: 3600,
      locale: 'fr-FR',
      deleted: false,
      profile: { real_name: 'Léo Dubois', real_name_normalized: 'Leo Dubois', email: 'leo.dubois@example.com' },
    });
    const photo = await fetch(user?.profile?.image_72 ?? '');
    expect(photo.headers.get('content-type')).toContain('image/svg+xml');
    expect(await photo.text()).toContain('>LD</text>');
    expect((await client.users.lookupByEmail({ email: 'Maya.Chen@example.com' })).user?.id).toBe('U0MAYA');
    expect((await client.users.profile.get({ user: 'U0MAYA' })).profile?.title).toBe('Head of Platform');
    await expect(client.users.info({ user: 'U0NOBODY' })).rejects.toMatchObject({ data: { error: 'user_not_found' } });

    const first = await client.users.list({ limit: 5 });
    const second = await client.users.list({ limit: 5, cursor: first.response_metadata?.next_cursor ?? '' });
    const third = await client.users.list({ limit: 5, cursor: second.response_metadata?.next_cursor ?? '' });
    const ids = [first, second, third].flatMap(({ members = [] }) => members.map(({ id }) => id));
    expect(third.response_metadata?.next_cursor).toBe('');
    expect(new Set(ids).size).toBe(12);
    const { channels } = await client.conversations.list({ types: 'public_channel,private_channel,im' });
    expect(channels?.filter((each) => !each.is_im).map(({ name }) => name)).toEqual(['general', 'people-ops']);
    expect(channels?.filter((each) => each.is_im)).toHaveLength(11);
    expect((await client.conversations.members({ channel: 'C0PEOPLEOPS' })).members).toContain('U0NADIA');
    expect((await client.conversations.info({ channel: 'C0GENERAL' })).channel?.is_general).toBe(true);
    const group = await client.conversations.open({ users: 'U0NADIA,U0TOM' });
    expect((await client.conversations.open({ users: 'U0TOM,U0NADIA' })).channel?.id).toBe(group.channel?.id);
    await client.chat.postMessage({ channel: group.channel?.id ?? '', text: 'you two' });
    expect(running.workspace.as('U0TOM').conversations().at(-1)).toMatchObject({ kind: 'group', unread: 1 });
  });

  it('need the scopes of the manifest', async () => {
    running = await run({ app: { ...testApp, scopes: ['chat:write', 'users:read'] } });
    const { client } = running.app;
    await expect(client.conversations.open({ users: 'U0MAYA' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'im:write', provided: 'chat:write,users:read' },
    });
    await expect(client.users.lookupByEmail({ email: 'maya.chen@example.com' })).rejects.toMatchObject({
      data: { error: 'missing_scope' },
    });
    expect((await client.users.info({ user: 'U0MAYA' })).user?.profile).not.toHaveProperty('email');
  });

  it('change: somebody joins, somebody loses their account', async () => {
    running = await run();
    const { app, workspace } = running;
    const heard: unknown[] = [];
    app.event('team_join', async ({ event }) => void heard.push(['team_join', event.user.id]));
    app.event('user_change', async ({ event }) => void heard.push(['user_change', event.user.id, event.user.deleted]));
    const alex = workspace.as('U0ALEX').person;
    await workspace.join({ ...alex, id: 'U0NINA', name: 'Nina Novak', email: 'nina.novak@example.com' });
    await workspace.setDeactivated('U0ALEX', true);
    await expect.poll(() => heard.length).toBe(2);
    expect(heard).toEqual([
      ['team_join', 'U0NINA'],
      ['user_change', 'U0ALEX', true],
    ]);
    await expect(workspace.as('U0ALEX').type('hello')).rejects.toThrow('no Slack account any more');
    await expect(app.client.conversations.open({ users: 'U0ALEX' })).rejects.toMatchObject({
      data: { error: 'user_disabled' },
    });
    await expect(app.client.users.lookupByEmail({ email: alex.email })).rejects.toMatchObject({
      data: { error: 'users_not_found' },
    });
  });
});

function buttonBlock(body: unknown): string {
  const { actions = [] } = body as { actions?: { block_id: string }[] };
  return actions[0]?.block_id ?? 'none';
}
