import { expect, it } from 'vitest';
import { digests, finish, twoDepartures } from './two-departures.ts';

it('digests are sent once when answers get lost, later when the platform is down, and never for what was done meanwhile', async () => {
  const { world, first, second } = await twoDepartures();
  await world.advanceTo('2026-03-18T15:59:00.000Z');
  world.channel.mood = 'loses-answers';
  await world.advanceTo('2026-03-18T16:30:00.000Z');
  world.channel.mood = 'well';
  await world.advanceTo('2026-03-18T17:00:00.000Z');
  expect(digests(world, 'U-priya')).toHaveLength(1);
  world.channel.mood = 'down';
  await world.advanceTo('2026-03-19T17:30:00.000Z');
  await finish(world, first);
  await finish(world, second);
  world.channel.mood = 'well';
  await world.advanceTo('2026-03-20T10:00:00.000Z');
  expect(digests(world, 'U-priya').filter(({ key }) => key.includes('2026-03-19'))).toEqual([]);
});
