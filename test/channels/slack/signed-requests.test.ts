import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackWorld, signed, slackWorld } from './slack-world.ts';

const command = (over: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    command: '/offboard',
    text: 'help',
    user_id: 'U0MAYA',
    team_id: 'T0RELAIS',
    channel_id: 'C0GENERAL',
    trigger_id: 'none',
    response_url: 'http://127.0.0.1:9/none',
    // Each request is one of its own: equal ones within a second are a replay.
    nonce: String(Math.random()),
    ...over,
  }).toString();

const payload = (body: unknown): string => new URLSearchParams({ payload: JSON.stringify(body) }).toString();

const click = (over: object = {}): object => ({
  type: 'block_actions',
  user: { id: 'U0MAYA', team_id: 'T0RELAIS' },
  team: { id: 'T0RELAIS' },
  trigger_id: String(Math.random()),
  channel: { id: 'C0GENERAL' },
  container: { type: 'message' },
  actions: [
    { type: 'button', action_id: 'relais:task.accept:0', block_id: 'b', value: '{"d":"dep-1","t":"t","s":"1"}' },
  ],
  ...over,
});

describe('a request at the Slack endpoint', () => {
  let world: SlackWorld;
  beforeAll(async () => {
    world = await slackWorld();
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.conversation.acts.length = 0;
    world.log.length = 0;
  });

  const refusals = (): unknown[] =>
    world.log.filter((line) => line['event'] === 'slack.refused').map((line) => line['reason']);
  const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 100));

  it('is taken when Slack signed it, and acts once', async () => {
    expect((await world.send({ body: command() })).status).toBe(200);
    await settled();
    expect(world.conversation.acts).toMatchObject([
      { act: { ref: { name: 'help' }, words: ['help'] }, speaker: { channel: 'slack', person: { id: 'p-maya' } } },
    ]);
  });

  it.each([
    ['signed by somebody else', { secret: 'a guess' }, 'bad-signature'],
    ['six minutes old', { at: -360 }, 'stale'],
    ['from six minutes ahead', { at: 360 }, 'stale'],
    ['without a signature', { headers: { 'x-slack-signature': '' } }, 'unsigned'],
    ['with half a signature', { headers: { 'x-slack-signature': 'v0=abc' } }, 'unsigned'],
    ['with another version of signature', { headers: { 'x-slack-signature': `v1=${'a'.repeat(64)}` } }, 'unsigned'],
    ['without a time', { headers: { 'x-slack-request-timestamp': 'yesterday' } }, 'unsigned'],
  ])('%s is refused, logged and does nothing', async (_how, over, reason) => {
    const { status, body } = await world.send({ body: command(), ...over });
    expect(status).toBe(401);
    expect(body).toContain('valid, recent Slack signature');
    await settled();
    expect(world.conversation.acts).toEqual([]);
    expect(refusals()).toEqual([reason]);
  });

  it('changed under way is refused', async () => {
    const body = command();
    const response = await fetch(world.eventsUrl, {
      method: 'POST',
      body: `${body}&user_id=U0NADIA`,
      headers: signed({ body }),
    });
    expect(response.status).toBe(401);
    expect(refusals()).toEqual(['bad-signature']);
  });

  it('sent a second time is refused', async () => {
    const body = payload(click());
    const headers = signed({ body });
    const post = (): Promise<Response> => fetch(world.eventsUrl, { method: 'POST', body, headers });
    expect((await post()).status).toBe(200);
    const again = await post();
    expect(again.status).toBe(401);
    expect(await again.text()).toContain('already handled');
    await settled();
    expect(world.conversation.acts).toHaveLength(1);
    expect(refusals()).toContain('replayed');
  });

  it.each([
    ['declared', { body: `text=${'x'.repeat(600_000)}` }],
    [
      'hidden',
      {
        body: new ReadableStream({
          start: (stream) => {
            for (let part = 0; part < 10; part += 1) stream.enqueue(new TextEncoder().encode('x'.repeat(100_000)));
            stream.close();
          },
        }),
        duplex: 'half',
      },
    ],
  ])('of %s excessive size is refused', async (_how, init) => {
    const response = await fetch(world.eventsUrl, {
      method: 'POST',
      headers: signed({ body: '' }),
      ...init,
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(refusals()).toEqual(['too-large']);
  });

  it.each([
    ['no JSON', { body: 'payload=%7B' }],
    ['a list', { body: '[]', type: 'json' as const }],
    ['nothing', { body: '', type: 'json' as const }],
  ])('that holds %s is refused', async (_what, request) => {
    expect((await world.send(request)).status).toBe(400);
    expect(refusals()).toEqual(['malformed']);
  });

  it('that only looks around is refused', async () => {
    expect((await fetch(world.eventsUrl)).status).toBe(405);
    expect(refusals()).toEqual(['method']);
  });

  it('of a kind Relais does not know is refused', async () => {
    expect(
      (
        await world.send({
          body: payload({ type: 'block_suggestion', user: { id: 'U0MAYA' }, team: { id: 'T0RELAIS' } }),
        })
      ).status,
    ).toBe(404);
    expect((await world.send({ body: payload({ hello: 'there' }) })).status).toBe(404);
    expect(refusals()).toEqual(['unhandled', 'unhandled']);
  });

  it('answers the check of its address', async () => {
    const { status, body } = await world.send({ body: '{"type":"url_verification","challenge":"abc"}', type: 'json' });
    expect([status, JSON.parse(body)]).toEqual([200, { challenge: 'abc' }]);
  });

  it.each([
    ['an unknown name', { action_id: 'relais:root.shell:0' }],
    ['a broken value', { value: '{"d":' }],
    ['more in the value than we put there', { value: '{"d":null,"t":null,"s":null,"as":"p-hugo"}' }],
    ['no value', { value: undefined }],
    ['an id of another app', { action_id: 'approve' }],
  ])('with a button of %s changes nothing and is answered', async (_what, over) => {
    const button = {
      type: 'button',
      action_id: 'relais:task.accept:0',
      block_id: 'b',
      value: '{"d":null,"t":null,"s":null}',
      ...over,
    };
    expect((await world.send({ body: payload(click({ actions: [button] })) })).status).toBe(200);
    await settled();
    expect(world.conversation.acts).toMatchObject([{ act: { ref: { name: 'unknown', departureId: null } } }]);
    expect(refusals()).toContain('unknown-act');
    expect(refusals()).toContain('conversation');
  });

  it('whose payload is not what Slack documents is logged and does nothing', async () => {
    expect((await world.send({ body: payload(click({ user: { id: 7 } })) })).status).toBe(200);
    expect((await world.send({ body: payload(click({ trigger_id: null })) })).status).toBe(200);
    expect((await world.send({ body: payload(click({ actions: [] })) })).status).toBe(404);
    await settled();
    expect(world.conversation.acts).toEqual([]);
    expect(refusals()).toEqual(['malformed', 'malformed', 'unhandled']);
  });

  it.each([
    ['somebody Relais does not know', { user: { id: 'U0STRANGER', team_id: 'T0RELAIS' } }, 'stranger'],
    ['somebody of another organisation', { user: { id: 'U0MAYA', team_id: 'T0OTHER' } }, 'other-team'],
  ])('from %s does nothing', async (_who, over, reason) => {
    expect((await world.send({ body: payload(click(over)) })).status).toBe(200);
    await settled();
    expect(world.conversation.acts).toEqual([]);
    expect(refusals()).toContain(reason);
  });

  it('is judged by who sent it, never by what it carries', async () => {
    const value = JSON.stringify({ d: 'dep-1', t: 'p-hugo', s: '1' });
    const button = { type: 'button', action_id: 'relais:task.accept:0', block_id: 'b', value };
    await world.send({
      body: payload(click({ user: { id: 'U0LEO', team_id: 'T0RELAIS', name: 'hugo.martin' }, actions: [button] })),
    });
    await settled();
    expect(world.conversation.acts).toMatchObject([{ speaker: { person: { id: 'p-leo' } } }]);
  });

  it('leaves no words of people in the log', async () => {
    await world.send({ body: command({ text: 'please-do-not-log-this <@U0LEO|leo.dubois>', user_name: 'maya.chen' }) });
    await settled();
    const lines = JSON.stringify(world.log);
    expect(lines).not.toContain('please-do-not-log-this');
    expect(lines).not.toContain('maya.chen');
    expect(lines).not.toContain('Maya Chen');
  });
});
