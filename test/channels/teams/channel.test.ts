import { expect, it } from 'vitest';
import type { PostTarget } from '../../../src/engine/ports/channel.ts';
import { textOf } from '../../../src/workspace/teams/card-reading.ts';
import { bot, objectIdOf } from '../../../src/workspace/teams/identity.ts';
import { type ChannelWorld, channelContract } from '../../contracts/channel-contract.ts';
import { card } from '../slack/samples.ts';
import { personOf, teamsWorld } from './teams-world.ts';

function pingsIn(drawn: unknown): string[] {
  const { msteams } = (drawn ?? {}) as { msteams?: { entities?: { text: string }[] } };
  return (msteams?.entities ?? []).map(({ text }) => text);
}

async function makeWorld(): Promise<ChannelWorld> {
  const { app, teams, stop } = await teamsWorld();
  for (const id of ['U0MAYA', 'U0LEO', 'U0SOFIA', 'U0PRIYA']) await teams.as(id).install();
  teams.setDeactivated('U0PRIYA', true);
  const team = await teams.addToTeam('people-ops', ['U0HUGO', 'U0NADIA', 'U0MAYA'], 'U0HUGO');
  return {
    channel: app.channel,
    reader: personOf('U0MAYA'),
    other: personOf('U0LEO'),
    unreachable: personOf('U0TOM'),
    conversation: team.id,
    handles: {
      reader: objectIdOf('U0MAYA'),
      bot: bot.id,
      deactivated: objectIdOf('U0PRIYA'),
      nobody: objectIdOf('U0NOBODY'),
    },
    seen: async (conversation) =>
      (teams.chat(conversation)?.messages ?? []).map((message) => ({
        message: message.id,
        thread: null,
        text: `${message.text}${textOf(message.card)}`,
        pings: pingsIn(message.card),
      })),
    remove: async ({ conversation, message }) => teams.remove(conversation, message),
    misbehave: async (fault) => teams.misbehave(fault),
    stop,
  };
}

channelContract('teams, over the local connector', makeWorld, {
  threads: 'a personal chat in Teams has no threads; what belongs below a card follows it',
  findLost: 'a Teams bot cannot read a conversation back; a card whose answer was lost is posted once more',
});

const to = (id: string): PostTarget => ({ to: { type: 'person', person: personOf(id) }, thread: null });

it('posts once, whatever the answer is: nothing is repeated behind our back', async () => {
  const world = await teamsWorld();
  const maya = world.teams.as('U0MAYA');
  await maya.install();
  const before = maya.inbox().length;
  world.teams.misbehave('lost-answer');
  await expect(world.app.channel.post(to('U0MAYA'), card([]), 'k')).rejects.toMatchObject({ kind: 'unknown-outcome' });
  expect(maya.inbox()).toHaveLength(before + 1);
  expect(await world.app.channel.find(to('U0MAYA'), 'k')).toBeNull();
  await world.stop();
});

it('writes to people it knows from a team once the app is theirs, and says of the others what to do', async () => {
  const world = await teamsWorld();
  await world.teams.addToTeam('platform', ['U0MAYA', 'U0ALEX'], 'U0MAYA');
  const handle = objectIdOf('U0ALEX');
  expect(await world.app.channel.lookUp({ email: personOf('U0ALEX').email })).toMatchObject({ handle, usable: true });
  await expect(world.app.channel.post(to('U0ALEX'), card([]), 'k')).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('TeamsAppInstallation.ReadWriteSelfForUser.All'),
  });
  await world.stop();
});

it('says that somebody has blocked it, and reaches them again when they let it', async () => {
  const world = await teamsWorld();
  await world.teams.as('U0MAYA').install();
  world.teams.setBlocked('U0MAYA', true);
  await expect(world.app.channel.post(to('U0MAYA'), card([]), 'k')).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('blocked'),
  });
  world.teams.setBlocked('U0MAYA', false);
  await expect(world.app.channel.post(to('U0MAYA'), card([]), 'k')).resolves.toMatchObject({ channel: 'teams' });
  await world.stop();
});

it('lives with a client that tells nothing about members', async () => {
  const world = await teamsWorld();
  await world.teams.as('U0MAYA').install();
  world.teams.misbehave('no-members');
  expect(await world.app.channel.lookUp({ handle: objectIdOf('U0MAYA') })).toMatchObject({ usable: true });
  await world.stop();
});
