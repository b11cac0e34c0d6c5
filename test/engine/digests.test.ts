import { describe, expect, it } from 'vitest';
import type { CardView } from '../../src/views/card-view.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPerson } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const digests = (world: MemoryWorld, handle: string) =>
  world.channel.inbox(handle).filter(({ key }) => key.startsWith('digest/'));

const handover = (title: string, dueDate: string) => ({ title, notes: '', to: 'priya', fallback: 'jonas', dueDate });

/** Two departures in which Priya takes over one thing each, both due on Thursday 19 March. */
async function twoDepartures() {
  const world = await createMemoryWorld();
  const sam = testPerson('sam', 'Sam Roy', { managerId: 'maya' });
  await world.deps.store.people.save(sam);
  const first = await world.plan({ handovers: [handover('Billing service', '2026-03-19')] });
  const second = await world.plan({ handovers: [handover('Release notes', '2026-03-19')] }, undefined, sam);
  return { world, first, second };
}

async function finish(world: MemoryWorld, id: string): Promise<void> {
  const rev = (await world.load(id)).tasks.find((one) => one.id === 'handover-1')?.rev ?? 0;
  const done = { type: 'task.complete', taskId: 'handover-1', rev, notes: null, condition: null } as const;
  await mustDo(world.ask('priya', id, done));
}

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

  it('are sent once when answers get lost, later when the platform is down, and never for what was done meanwhile', async () => {
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
