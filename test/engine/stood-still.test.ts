import { describe, expect, it } from 'vitest';
import { minute, toInstant } from '../../src/domain/calendar/time.ts';
import type { DepartureEvent } from '../../src/domain/event.ts';
import { createMemoryWorld, type MemoryWorld, mustDo } from '../support/memory/memory-world.ts';

/**
 * As a machine that is suspended: right after the first such event is written down, so much time passes before anything
 * goes on.
 */
function standStillAfter(world: MemoryWorld, type: DepartureEvent['type'], milliseconds: number): void {
  const { departures } = world.deps.store;
  const commit = departures.commit.bind(departures);
  let stood = false;
  departures.commit = async (next, expected, entries, wake) => {
    const result = await commit(next, expected, entries, wake);
    if (result === 'committed' && !stood && entries.some(({ event }) => event.type === type)) {
      stood = true;
      world.clock.set(new Date(world.clock.now().getTime() + milliseconds));
    }
    return result;
  };
}

describe('a process that stood still', () => {
  it.each([
    ['for longer than its lease', 3 * minute],
    ['for so long that its lease may end before the call does', 61_000],
  ])('%s makes no call that it had only intended: somebody else may be making it', async (_, milliseconds) => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const { planHash } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    standStillAfter(world, 'revocation-intended', milliseconds);
    const late: string[] = [];
    for (const { connector } of Object.values(world.systems)) {
      const act = connector.act.bind(connector);
      connector.act = async (action, context) => {
        const { revocations } = await world.load(id);
        const lease = revocations.find((one) => one.action.id === action.id)?.lease;
        const left = lease ? Date.parse(lease.until) - world.clock.now().getTime() : 0;
        if (left < minute) late.push(`${action.id}: ${left} ms before the end of its lease`);
        return act(action, context);
      };
    }
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(late).toEqual([]);
    // They are made all the same, once.
    const { revocations } = await world.load(id);
    expect(new Set(revocations.map(({ status }) => status))).toEqual(new Set(['verified']));
    const calls = Object.values(world.systems).flatMap((system) => system.calls);
    expect(calls.length).toBe(new Set(calls).size);
  });

  it('posts no card that it had only intended: whoever takes over looks for it once, and posts it', async () => {
    const world = await createMemoryWorld();
    standStillAfter(world, 'post-intended', 3 * minute);
    const late: string[] = [];
    const post = world.channel.post.bind(world.channel);
    world.channel.post = async (target, view, key) => {
      for await (const { posts } of world.deps.store.departures.search({}))
        for (const one of posts)
          if (key.endsWith(one.key) && (one.lease ?? '') <= toInstant(world.clock.now())) late.push(key);
      return post(target, view, key);
    };
    const id = await world.plan();
    await world.advanceTo('2026-03-02T10:00:00.000Z');
    expect(late).toEqual([]);
    // They are posted all the same, once.
    const { posts } = await world.load(id);
    expect(posts.length).toBeGreaterThan(0);
    expect(posts.map(({ ref }) => ref)).not.toContain(null);
    const keys = world.channel.messages.map(({ key }) => key);
    expect(keys.length).toBe(new Set(keys).size);
  });
});
