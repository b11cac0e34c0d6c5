import { describe, expect, it } from 'vitest';
import { createMemoryWorld, mustDo } from '../support/memory/memory-world.ts';

describe('a card whose answer was lost, and that nobody needs any more', () => {
  async function alarm(mood: 'loses-answers' | 'down') {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await world.advanceTo('2026-03-20T16:59:59.000Z');
    world.channel.mood = mood;
    await world.advanceTo('2026-03-20T17:00:00.500Z');
    const up = (await world.load(id)).alerts.filter(({ clearedAt }) => clearedAt === null);
    expect(up.map(({ subject }) => subject)).toEqual(['cut-off']);
    // Before the card is tried again, the confirmation comes and the alarm is over.
    const { planHash } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    expect((await world.load(id)).alerts.every(({ clearedAt }) => clearedAt !== null)).toBe(true);
    world.channel.mood = 'well';
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    // The warning two days before arrived in good order and is not what this is about.
    const ours = ({ key }: { key: string }) => /^.*alert\|.*-cut-off\|/.test(key);
    const alerts = world.channel.messages.filter(ours);
    const posts = (await world.load(id)).posts.filter(ours);
    expect(posts.length).toBeGreaterThan(0);
    return { world, id, alerts, posts };
  }

  it('is found again and says that it is over', async () => {
    const { alerts, posts } = await alarm('loses-answers');
    expect(alerts.length).toBeGreaterThan(0);
    for (const { versions } of alerts) expect(versions.length).toBeGreaterThan(1);
    expect(posts.map(({ ref }) => ref?.message).toSorted()).toEqual(alerts.map(({ ref }) => ref.message).toSorted());
  });

  it('is not posted late when it never arrived, and not looked for again and again', async () => {
    const { world, id, alerts, posts } = await alarm('down');
    expect(alerts).toEqual([]);
    expect(posts.every(({ ref, lease, notBefore }) => ref === null && lease === null && notBefore === null)).toBe(true);
    const { entries } = await world.load(id);
    await world.engine.reconcile(id);
    expect((await world.load(id)).entries).toBe(entries);
  });
});
