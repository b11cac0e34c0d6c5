import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createSystemGates } from '../../src/engine/access/system-gates.ts';
import { claimedFor, createClaims, stillFor } from '../../src/engine/concurrency/claims.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import type { OnWake } from '../../src/engine/ports/scheduler.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { createMemoryWorld, worldDates } from '../support/memory/memory-world.ts';

/** A confirmed departure whose cut-off has come, several workers on its store, and how often the systems were read. */
async function overdueWith(workers: number, readTakes = 5, expectsOthers = false) {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await confirm(world, id);
  const reads: string[] = [];
  const counted = (connector: Connector): Connector => {
    const slow = async (what: string) => {
      reads.push(`${connector.id} ${what}`);
      await wait(readTakes);
    };
    return {
      ...connector,
      find: async (...given) => {
        await slow('find');
        return connector.find(...given);
      },
      look: async (...given) => {
        await slow('look');
        return connector.look(...given);
      },
      readBack: async (...given) => {
        await slow(`read ${given[0].id}`);
        return connector.readBack(...given);
      },
    };
  };
  const connectors = new Map([...world.deps.connectors].map(([key, connector]) => [key, counted(connector)]));
  // Each process has its own gates and turns; the store, the clock and the outside are everybody's.
  /** Commits that came too late, because another worker had committed since the state was loaded. */
  const late: number[] = [];
  const departures: Store['departures'] = {
    ...world.deps.store.departures,
    async commit(next, ...given) {
      // A database is somewhere else.
      await wait(2);
      const result = await world.deps.store.departures.commit(next, ...given);
      if (result === 'conflict') late.push(next.version);
      return result;
    },
  };
  const wake: OnWake[] = [];
  const engines = Array.from({ length: workers }, (_, index) =>
    createEngine(
      {
        ...{ ...world.deps, connectors, gates: createSystemGates(), turns: new Map() },
        store: { ...world.deps.store, departures, claims: { ...world.deps.store.claims, expectsOthers } },
        scheduler: {
          ...world.deps.scheduler,
          async start(handler) {
            wake[index] = handler;
          },
        },
      },
      { holder: `worker-${index}` },
    ),
  );
  world.clock.set(new Date(worldDates.cutOff.at));
  const { store, clock } = world.deps;
  return { world, id, reads, engines, wake, late, claims: store.claims, now: () => clock.now().getTime() };
}

const statuses = async ({ world, id }: Awaited<ReturnType<typeof overdueWith>>) => [
  ...new Set((await world.load(id)).revocations.map(({ status }) => status)),
];

describe('a departure that a wake-up brings to one worker while another one is at it', () => {
  /** The first worker's sweep finds it; as soon as that has claimed it, its wake-up reaches the second one. */
  async function wokenElsewhere(expectsOthers: boolean) {
    const two = await overdueWith(2, 5, expectsOthers);
    const [first, second] = two.engines;
    // The sweep of its start is to find nothing.
    await two.claims.take(two.id, 'nobody', { now: two.now(), until: two.now() + claimedFor });
    await second?.start();
    await second?.idle();
    await wait(50);
    await two.claims.giveBack(two.id, 'nobody');
    const swept = first?.sweep();
    await vi.waitUntil(() => two.reads.length > 0);
    await two.wake[1]?.(two.id, 'verify');
    await swept;
    for (const engine of two.engines) await engine.idle();
    await second?.stop();
    return two;
  }

  it('is read once, and no commit comes too late, where other processes are expected', async () => {
    const alone = await overdueWith(1);
    for (const engine of alone.engines) await engine.sweep();
    const two = await wokenElsewhere(true);
    expect(await statuses(two)).toEqual(['verified']);
    expect(two.late).toEqual([]);
    expect(two.reads.toSorted()).toEqual(alone.reads.toSorted());
  });

  it('canary: both get in one another’s way where nobody waits', async () => {
    const two = await wokenElsewhere(false);
    expect(await statuses(two)).toEqual(['verified']);
    expect(two.late.length).toBeGreaterThan(0);
  });

  it('is taken over once the other one has stood still for ten seconds', async () => {
    const two = await overdueWith(1, 5, true);
    const [engine] = two.engines;
    await two.claims.take(two.id, 'died', { now: two.now(), until: two.now() + claimedFor });
    await engine?.start();
    await engine?.idle();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const woken = two.wake[0]?.(two.id, 'verify');
    await vi.advanceTimersByTimeAsync(stillFor - 1);
    expect(two.reads).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await woken;
    expect(await statuses(two)).toEqual(['verified']);
    await engine?.stop();
  });

  it('is looked at once more by that one, however short before its end it is asked', async () => {
    const store = createMemoryStore().claims;
    const asked: string[] = [];
    const at = { now: () => 1000, versionOf: async () => 1, onAsked: (id: string) => asked.push(id) };
    const claims = createClaims({ store: { ...store, expectsOthers: true }, holder: 'one', ...at });
    await claims.inAnyCase('d1', async () => {
      expect(await store.ask('d1', 'other', 1000)).toBe(true);
    });
    expect(asked).toEqual(['d1']);
    expect(await store.ask('d1', 'other', 1000), 'given back').toBe(false);
  });
});

describe('an overdue departure that several workers find', () => {
  it('is read once, as by one worker alone', async () => {
    const alone = await overdueWith(1);
    for (const engine of alone.engines) await engine.sweep();
    const together = await overdueWith(4);
    const taken = await Promise.all(together.engines.map((engine) => engine.sweep()));
    expect(await statuses(alone)).toEqual(['verified']);
    expect(await statuses(together)).toEqual(['verified']);
    expect(taken.toSorted()).toEqual([0, 0, 0, 1]);
    expect(together.reads.length).toBeGreaterThan(0);
    expect(together.reads.toSorted()).toEqual(alone.reads.toSorted());
  });

  it('is left to whoever has claimed it, until that claim ends', async () => {
    const one = await overdueWith(1);
    const [engine] = one.engines;
    await one.claims.take(one.id, 'died', { now: one.now(), until: one.now() + claimedFor });
    expect(await engine?.sweep()).toBe(0);
    expect(one.reads).toEqual([]);
    one.world.clock.set(new Date(one.now() + claimedFor));
    expect(await engine?.sweep()).toBe(1);
    expect(await statuses(one)).toEqual(['verified']);
  });

  it('is not kept from a person or a wake-up by any claim, also where a sweep was about to leave it', async () => {
    const one = await overdueWith(1);
    const [engine] = one.engines;
    await one.claims.take(one.id, 'slow', { now: one.now(), until: one.now() + claimedFor });
    const swept = engine?.sweep();
    await engine?.reconcile(one.id);
    await swept;
    await engine?.idle();
    expect(await statuses(one)).toEqual(['verified']);
  });

  it('is anybody’s again as soon as its worker has done with it', async () => {
    const one = await overdueWith(1);
    for (const engine of one.engines) await engine.sweep();
    expect(await one.claims.take(one.id, 'next', { now: one.now(), until: one.now() + 1 })).toBe(true);
  });

  it('is given back by a worker that is told to end, with what it finishes', async () => {
    const one = await overdueWith(1, 50);
    const [engine] = one.engines;
    const swept = engine?.sweep();
    await wait(20);
    const next = () => one.claims.take(one.id, 'next', { now: one.now(), until: one.now() + 1 });
    expect(await next()).toBe(false);
    await engine?.stop();
    expect(await next()).toBe(true);
    await swept;
  });

  it('is claimed by a pass that lasts, whoever asked for it, so that no sweep does it again', async () => {
    const one = await overdueWith(2, 300);
    const [first, second] = one.engines;
    const pass = first?.reconcile(one.id);
    const claimed = async () => !(await one.claims.take(one.id, 'looks', { now: one.now(), until: one.now() }));
    for (let tries = 0; tries < 60 && !(await claimed()); tries += 1) await wait(20);
    const before = one.reads.length;
    const swept = await second?.sweep();
    expect(one.reads.length, 'the pass goes on').toBeLessThan(before + 3);
    await pass;
    expect(swept).toBe(0);
    expect(await statuses(one)).toEqual(['verified']);
  });

  it('is anybody’s again where its worker lives and its pass never ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    try {
      const { claims: store } = createMemoryStore();
      const still = { versionOf: async () => 1, onAsked: () => undefined };
      const hangs = createClaims({ store, holder: 'hangs', now: () => Date.now(), ...still });
      void hangs.unlessBusy('d1', () => new Promise(() => undefined));
      const next = () => store.take('d1', 'next', { now: Date.now(), until: Date.now() + 1 });
      await vi.advanceTimersByTimeAsync(4 * 60_000);
      expect(await next()).toBe(false);
      await vi.advanceTimersByTimeAsync(2 * 60_000);
      expect(await next()).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
