import { afterEach, beforeEach, expect, it } from 'vitest';
import { objectIdOf } from '../../../src/workspace/teams/identity.ts';
import { type TeamsWorld, teamsWorld } from './teams-world.ts';

let world: TeamsWorld;
beforeEach(async () => {
  world = await teamsWorld();
});
afterEach(() => world.stop());

it('everybody of the team reads along in its channel, Relais itself left out', async () => {
  const team = await world.teams.addToTeam('people-ops', ['U0HUGO', 'U0NADIA'], 'U0HUGO');
  const readers = await world.app.channel.readersOf(team.id);
  expect(readers).toEqual({ type: 'closed', handles: [objectIdOf('U0HUGO'), objectIdOf('U0NADIA')] });
  // Below a card of it, too.
  expect(await world.app.channel.readersOf(`${team.id};messageid=1`)).toEqual(readers);
});

it('is refused where Teams does not tell the members, and never answered from memory', async () => {
  const team = await world.teams.addToTeam('people-ops', ['U0HUGO', 'U0NADIA'], 'U0HUGO');
  await world.app.channel.readersOf(team.id);
  world.teams.misbehave('no-members');
  await expect(world.app.channel.readersOf(team.id)).rejects.toMatchObject({ name: 'ChannelError' });
});

it('is refused for a conversation that Relais is not in', async () => {
  await expect(world.app.channel.readersOf('19:nowhere@thread.tacv2')).rejects.toMatchObject({ name: 'ChannelError' });
});
