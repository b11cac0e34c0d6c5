import { describe, expect, it } from 'vitest';
import type { CardView } from '../../src/views/card-view.ts';
import { cardTexts } from '../support/view-text.ts';
import { digests, finish, twoDepartures } from './two-departures.ts';

const words = (view: CardView | undefined) => (view ? cardTexts(view).join('\n') : '');

describe('reminders', () => {
  it('come as one message a day over all departures, in the place of the day before', async () => {
    const { world } = await twoDepartures();
    await world.advanceTo('2026-03-18T18:00:00.000Z');
    const [wednesday, ...more] = digests(world, 'U-priya');
    expect(more).toEqual([]);
    expect(words(wednesday?.view)).toContain('Billing service');
    expect(words(wednesday?.view)).toContain('Release notes');
    await world.advanceTo('2026-03-19T18:00:00.000Z');
    const [thursday, ...others] = digests(world, 'U-priya');
    expect(others).toEqual([]);
    expect(thursday?.ref.message).not.toBe(wednesday?.ref.message);
  });

  it('are edited as things are done, in whichever departure, and say when nothing is left', async () => {
    const { world, first, second } = await twoDepartures();
    await world.advanceTo('2026-03-18T18:00:00.000Z');
    await finish(world, second);
    const [message, ...more] = digests(world, 'U-priya');
    expect(more).toEqual([]);
    expect(message?.view.title).toBe('Reminder: Billing service');
    await finish(world, first);
    expect(digests(world, 'U-priya').map(({ view }) => view.fallback)).toEqual([
      'Nothing is open for you any more. Thank you.',
    ]);
    await world.advanceTo('2026-04-20T18:00:00.000Z');
    expect(digests(world, 'U-priya')).toHaveLength(1);
  });

  it('tell a person whose message cannot be deleted that a newer one takes its place', async () => {
    const { world } = await twoDepartures();
    world.channel.keeps = true;
    await world.advanceTo('2026-03-19T18:00:00.000Z');
    const [old, latest, ...more] = digests(world, 'U-priya');
    expect(more).toEqual([]);
    expect(old?.view.fallback).toBe('This message is over: a newer one takes its place.');
    expect(words(latest?.view)).toContain('Billing service');
  });
});
