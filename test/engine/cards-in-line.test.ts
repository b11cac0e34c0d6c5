import { describe, expect, it } from 'vitest';
import { createMemoryWorld, type MemoryWorld } from '../support/memory/memory-world.ts';

/** A moment before the leaver's thank-you: nothing is decided at that instant, only a card appears. */
async function justBeforeFarewell() {
  const world = await createMemoryWorld();
  // The day of the flow's own thank-you, chosen by the manager: nothing comes before it.
  const id = await world.plan({ hears: { leaver: '2026-03-19', teammates: 'at-once' } });
  const { farewellAt } = await world.load(id);
  if (farewellAt === null) throw new Error('the flow has a farewell');
  const at = Date.parse(farewellAt);
  await world.advanceTo(new Date(at - 1).toISOString());
  return { world, id, at };
}

function shown({ channel }: MemoryWorld): number {
  return channel.messages.reduce((sum, { versions }) => sum + versions.length, 0);
}

describe('cards over which time passes while they are brought in line', () => {
  /** The reconcile loads the departure some times; which of them comes after the drawing is its own business. */
  it.each([1, 2, 3, 4, 5])('say what is true by then, when it passes at load %i', async (passesAt) => {
    const { world, id, at } = await justBeforeFarewell();
    const before = shown(world);
    const { departures } = world.deps.store;
    const load = departures.load.bind(departures);
    let loads = 0;
    departures.load = async (wanted) => {
      loads += 1;
      if (loads === passesAt) world.clock.set(new Date(at + 5));
      return load(wanted);
    };
    await world.engine.reconcile(id);
    departures.load = load;
    // Where it ended before that load, its wake-up is still to come.
    if (loads < passesAt) return expect(world.scheduler.next()?.at).toEqual(new Date(at));
    const after = shown(world);
    expect(after).toBeGreaterThan(before);
    await world.engine.reconcile(id);
    expect(shown(world)).toBe(after);
  });
});
