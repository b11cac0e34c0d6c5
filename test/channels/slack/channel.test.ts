import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/channels/pace.ts';
import { ChannelError, type PostTarget } from '../../../src/engine/ports/channel.ts';
import type { Message } from '../../../src/workspace/slack/browser-api.ts';
import { bot } from '../../../src/workspace/slack/identity.ts';
import { type ChannelWorld, channelContract } from '../../contracts/channel-contract.ts';
import { button, card, item } from './samples.ts';
import { personOf, type SlackWorld, slackWorld } from './slack-world.ts';

function pingsIn(message: Message): string[] {
  const places = JSON.stringify([message.text, message.blocks.filter(({ type }) => type !== 'rich_text')]);
  return [...places.matchAll(/<[!@#][^>]*>|@(?:here|channel|everyone)\b/g)].map(([ping]) => ping);
}

async function makeWorld(): Promise<ChannelWorld> {
  const world: SlackWorld = await slackWorld();
  const { workspace, slack } = world;
  await workspace.setDeactivated('U0SOFIA', true);
  const insider = workspace.as('U0HUGO');
  const seenBy = (conversation: string) =>
    [workspace.as('U0MAYA'), workspace.as('U0LEO'), insider].find((me) =>
      me.conversations().some(({ id }) => id === conversation),
    ) ?? insider;
  return {
    channel: slack.channel,
    reader: personOf('U0MAYA'),
    other: personOf('U0LEO'),
    unreachable: personOf('U0SOFIA'),
    conversation: 'C0PEOPLEOPS',
    handles: { reader: 'U0MAYA', bot: bot.userId, deactivated: 'U0SOFIA', nobody: 'U0NOBODY' },
    seen: async (conversation) => {
      const me = seenBy(conversation);
      return me.messages(conversation).map((message) => ({
        message: message.ts,
        thread: message.threadTs,
        text: me.read(message),
        pings: pingsIn(message),
      }));
    },
    remove: async ({ conversation, message }) => {
      await world.callSlack('chat.delete', { channel: conversation, ts: message });
    },
    misbehave: async (fault) => {
      if (fault === 'lost-answer') return world.loseAnswerOf('chat.postMessage');
      workspace.misbehave(fault);
    },
    stop: world.stop,
  };
}

channelContract('slack, over the local workspace', makeWorld);

describe('the Slack channel', () => {
  const to = (slackId: string): PostTarget => ({ to: { type: 'person', person: personOf(slackId) }, thread: null });

  it('mentions people by their Slack id, and folds in the language of the reader', async () => {
    const world = await slackWorld();
    const items = Array.from({ length: 90 }, () => item({ action: button() }));
    const view = card([
      { type: 'text', text: ['From ', { mention: 'p-maya', name: 'Maya' }] },
      { type: 'items', items },
    ]);
    const léo = world.workspace.as('U0LEO');
    const ref = await world.slack.channel.post(to('U0LEO'), view, 'k');
    const drawn = JSON.stringify(léo.inbox().at(-1)?.blocks);
    expect(drawn).toContain('From <@U0MAYA>');
    expect(drawn).toMatch(/et \d+ de plus/);
    await world.slack.channel.update(ref, view, 'k');
    expect(JSON.stringify(léo.inbox().at(-1)?.blocks)).toMatch(/et \d+ de plus/);
    await world.stop();
  });

  it('says which scope is missing, instead of giving the person up', async () => {
    const world = await slackWorld({ scopesWithout: 'chat:write' });
    const error: unknown = await world.slack.channel
      .post(to('U0MAYA'), card([]), 'k')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChannelError);
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('manifest/slack.yaml') });
    await world.stop();
  });

  it('cannot reach somebody whose Slack account nobody told', async () => {
    const world = await slackWorld();
    const person = { ...personOf('U0MAYA'), handles: {} };
    const posted = world.slack.channel.post({ to: { type: 'person', person }, thread: null }, card([]), 'k');
    await expect(posted).rejects.toMatchObject({ kind: 'unreachable' });
    await world.stop();
  });

  it('knows language, zone, title and photo', async () => {
    const world = await slackWorld();
    expect(await world.slack.channel.lookUp({ handle: 'U0LEO' })).toMatchObject({
      locale: 'fr',
      timeZone: 'Europe/Paris',
      title: 'Account executive',
      photoUrl: expect.stringContaining('http'),
    });
    expect(await world.slack.channel.lookUp({ handle: 'USLACKBOT' })).toSatisfy((it) => it === null || it.isBot);
    await world.stop();
  });
});

describe('the pace', () => {
  it('is kept for each conversation apart', async () => {
    const pace = createPace({ messages: 2, milliseconds: 200 });
    const times: number[] = [];
    const since = performance.now();
    const run = (conversation: string): Promise<void> =>
      pace.run(conversation, async () => void times.push(performance.now() - since));
    await Promise.all([run('a'), run('a'), run('a'), run('b')]);
    expect(times.filter((time) => time < 150)).toHaveLength(3);
    expect(Math.max(...times)).toBeGreaterThanOrEqual(150);
  });

  it('passes on what fails, and goes on', async () => {
    const pace = createPace({ messages: 5, milliseconds: 50 });
    await expect(pace.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await pace.run('a', async () => 7)).toBe(7);
  });
});
