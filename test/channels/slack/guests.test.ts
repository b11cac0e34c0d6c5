import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { systemClock } from '../../../src/engine/ports/clock.ts';
import type { Directory } from '../../../src/engine/ports/directory.ts';
import { company, type WorkspacePerson } from '../../../src/workspace/company.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { type SlackWorld, slackWorld } from './slack-world.ts';

const outsiders = ['guest', 'single-channel-guest', 'stranger'] as const;

const outside = (outsider: (typeof outsiders)[number]): WorkspacePerson => ({
  ...(company.find(({ id }) => id === 'U0SOFIA') ?? raise()),
  ...{
    id: `U0${outsider.replaceAll('-', '').toUpperCase()}`,
    name: `Some ${outsider}`,
    email: `${outsider}@example.com`,
  },
  ...{ roles: ['hr'], outsider },
});

const payload = (body: object): string => new URLSearchParams({ payload: JSON.stringify(body) }).toString();
const view = {
  ...{ id: 'V1', type: 'modal', callback_id: 'relais', blocks: [], state: { values: {} } },
  private_metadata: JSON.stringify({ submit: null, changes: {} }),
};

/** Every way into Relais, as Slack sends it for this person. */
const ways: Record<string, (user: string) => { body: string; type?: 'json' }> = {
  'the command': (user) => ({
    body: new URLSearchParams({
      ...{ command: '/offboard', text: 'status', user_id: user, team_id: 'T0RELAIS', channel_id: 'C0GENERAL' },
      ...{ trigger_id: 'gone', response_url: 'http://127.0.0.1:9/none' },
    }).toString(),
  }),
  'the global shortcut': (user) => ({
    body: payload({ ...common(user), type: 'shortcut', callback_id: 'offboard' }),
  }),
  'the message shortcut': (user) => ({
    body: payload({
      ...{ ...common(user), type: 'message_action', callback_id: 'offboard_from_message' },
      ...{ message: { user: 'U0ALEX', text: '' }, channel: { id: 'C0GENERAL', name: 'general' } },
      response_url: 'http://127.0.0.1:9/none',
    }),
  }),
  'a button': (user) => ({
    body: payload({
      ...{ ...common(user), type: 'block_actions', channel: { id: 'C0GENERAL' }, container: { type: 'message' } },
      actions: [
        { type: 'button', action_id: 'relais:task.accept:0', block_id: 'b', value: '{"d":"dep-1","t":"t","s":"1"}' },
      ],
    }),
  }),
  'a submitted form': (user) => ({ body: payload({ ...common(user), type: 'view_submission', view }) }),
  'a closed form': (user) => ({ body: payload({ ...common(user), type: 'view_closed', view, is_cleared: false }) }),
  'a message': (user) => ({
    ...event({ type: 'message', channel: 'D1', channel_type: 'im', user, text: 'status', ts: '1.1' }),
  }),
  'the home page': (user) => event({ type: 'app_home_opened', user, tab: 'home', channel: 'D1' }),
  'a list of options': (user) => ({
    body: payload({ ...common(user), type: 'block_suggestion', action_id: 'x', block_id: 'b', value: 'a' }),
  }),
};

function common(user: string): object {
  return { user: { id: user, team_id: 'T0RELAIS' }, team: { id: 'T0RELAIS' }, trigger_id: `gone.${Math.random()}` };
}

function event(inner: object): { body: string; type: 'json' } {
  const body = { type: 'event_callback', team_id: 'T0RELAIS', event_id: `Ev${Math.random()}`, event: inner };
  return { body: JSON.stringify(body), type: 'json' };
}

function raise(): never {
  throw new Error('nobody');
}

describe('on Slack', () => {
  let world: SlackWorld;
  let directory: Directory;
  let homes = 0;
  beforeAll(async () => {
    world = await slackWorld({
      people: [...company, ...outsiders.map(outside)],
      directory: () => directory,
    });
    const emails = outsiders.map((one) => `${one}@example.com`);
    directory = createDirectory({
      people: createMemoryStore().people,
      channels: new Map([['slack', world.slack.channel]]),
      organisation: organisationSchema.parse({ roles: { hr: [...emails, 'nadia.berger@example.com'] } }),
      clock: systemClock,
      newId: () => `p-${Math.random()}`,
    });
    const home = world.conversation.home;
    world.conversation.home = async (speaker) => {
      homes += 1;
      return home(speaker);
    };
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.conversation.acts.length = 0;
    homes = 0;
  });
  const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 150));

  describe.each(outsiders)('a %s', (outsider) => {
    const { id, email } = outside(outsider);

    it.each(Object.keys(ways))('does and sees nothing by %s', async (way) => {
      const { status } = await world.send(ways[way]?.(id) ?? raise());
      expect(status).toBeLessThan(500);
      await settled();
      expect(world.conversation.acts).toEqual([]);
      expect(homes).toBe(0);
    });

    it('holds no role, though relais.yaml says so', async () => {
      expect((await directory.holders('hr')).map((one) => one.email)).toEqual(['nadia.berger@example.com']);
      const person = await directory.byEmail(email);
      expect(person?.handles ?? {}).toEqual({});
    });

    it('can be named only as somebody who leaves', async () => {
      const named = await directory.named('slack', { handle: id });
      expect(named?.email ?? null).toBe(outsider === 'stranger' ? null : email);
      expect(await directory.named('slack', { name: `Some ${outsider}` })).toBeNull();
    });
  });

  it.each(Object.keys(ways).filter((way) => !['a list of options', 'a closed form'].includes(way)))(
    'canary: a member is heard by %s',
    async (way) => {
      await world.send(ways[way]?.('U0MAYA') ?? raise());
      await settled();
      expect(world.conversation.acts.length + homes).toBeGreaterThan(0);
    },
  );

  it('a deactivated member and a bot are strangers', async () => {
    await world.workspace.setDeactivated('U0LEO', true);
    for (const id of ['U0LEO', 'U0RELAIS', 'USLACKBOT']) {
      await world.send(ways['a button']?.(id) ?? raise());
      await settled();
      expect(world.conversation.acts).toEqual([]);
      expect(await directory.byHandle('slack', id).catch(() => null)).toBeNull();
    }
  });

  it('a member is found by name, alone', async () => {
    expect((await directory.named('slack', { name: ' maya  CHEN ' }))?.email).toBe('maya.chen@example.com');
    expect(await directory.named('slack', { name: 'Maya' })).toBeNull();
  });
});
