import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type CallQueue,
  CallsPaused,
  createCallQueue,
  type Limits,
  type QueueTime,
} from '../../src/connectors/http/call-queue.ts';
import { createMemoryCallBudget } from '../../src/engine/concurrency/call-budget-in-memory.ts';
import type { CallBudget } from '../../src/engine/ports/call-budget.ts';
import { makeSqliteBench } from '../stores/sqlite/bench.ts';

/** Time that moves only when told, and lets everything that is ready happen at each instant. */
function virtualTime(): QueueTime & { pass(milliseconds: number): Promise<void> } {
  let now = 1_900_000_000_000;
  const timers = new Set<{ at: number; run(): void }>();
  const settle = async () => {
    for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** A vendor that notes when each call began, by whom, and how many were under way at most. */
function vendor(time: QueueTime & { pass(milliseconds: number): Promise<void> }, takes: number) {
  const begun: { at: number; by: string }[] = [];
  let underWay = 0;
  const most = { underWay: 0 };
  const call = (by: string) => async () => {
    begun.push({ at: time.now(), by });
    underWay += 1;
    most.underWay = Math.max(most.underWay, underWay);
    await new Promise<void>((resolve) => time.after(takes, resolve));
    underWay -= 1;
  };
  /** The most calls begun within any stretch of that length. */
  const mostIn = (milliseconds: number) =>
    Math.max(...begun.map(({ at }) => begun.filter((one) => one.at >= at && one.at < at + milliseconds).length));
  return { begun, call, most, mostIn };
}

const free = () => new AbortController().signal;

describe.each([
  ['in memory', async () => ({ ...sameTwice(createMemoryCallBudget()), dispose: async () => {} })],
  [
    'in one SQLite file',
    async () => {
      const bench = await makeSqliteBench();
      const [one, other] = [await bench.open(), await bench.open()];
      return { one: one.calls, other: other.calls, dispose: () => bench.dispose() };
    },
  ],
] as const)('two processes that call one system, with a budget %s', (_, open) => {
  async function both(limits: Limits, takes = 300) {
    const { one, other, dispose } = await open();
    onTestFinished(dispose);
    const time = virtualTime();
    const queueOn = (budget: CallBudget): CallQueue =>
      createCallQueue(limits, { shared: { budget, key: 'okta' }, time });
    return { time, a: queueOn(one), b: queueOn(other), system: vendor(time, takes) };
  }

  it('together never begin more a minute than it takes, use all of it, and both get on', async () => {
    const { time, a, b, system } = await both({ perMinute: 90, concurrency: 50 });
    for (let index = 0; index < 100; index += 1) {
      void a.run(system.call('a'), free());
      void b.run(system.call('b'), free());
    }
    await time.pass(60_000);
    // Two in each 1.33 s. Within the window that has begun, all of its calls may be made at once.
    expect(system.mostIn(60_000)).toBeLessThanOrEqual(92);
    expect(system.mostIn(1_333)).toBeLessThanOrEqual(4);
    expect(system.begun.length).toBeGreaterThanOrEqual(85);
    const ofA = system.begun.filter(({ by }) => by === 'a').length;
    expect(ofA).toBeGreaterThan(20);
    expect(system.begun.length - ofA).toBeGreaterThan(20);
  });

  it.each([1, 2, 5])('together never have more than %d calls under way, and both get on', async (concurrency) => {
    const { time, a, b, system } = await both({ perMinute: 60_000, concurrency });
    for (let index = 0; index < 40; index += 1) {
      void a.run(system.call('a'), free());
      if (index < 10) await time.pass(7);
      void b.run(system.call('b'), free());
    }
    await time.pass(60_000);
    expect(system.most.underWay).toBe(concurrency);
    expect(system.begun).toHaveLength(80);
    // Neither waits for the other to be done.
    const firstHalf = system.begun.slice(0, 40).map(({ by }) => by);
    expect(firstHalf.filter((by) => by === 'b').length).toBeGreaterThan(8);
    expect(firstHalf.filter((by) => by === 'a').length).toBeGreaterThan(8);
  });

  it('give the place of an aborted call back at once, waiting or under way', async () => {
    const { time, a, b, system } = await both({ perMinute: 60_000, concurrency: 1 });
    const running = new AbortController();
    const waiting = new AbortController();
    const never = a.run(() => new Promise<never>(() => {}), running.signal);
    const alsoNever = a.run(() => new Promise<never>(() => {}), waiting.signal);
    await time.pass(10);
    void b.run(system.call('b'), free());
    await time.pass(400);
    expect(system.begun).toEqual([]);
    waiting.abort(new Error('stopped'));
    await expect(alsoNever).rejects.toThrow('stopped');
    running.abort(new Error('stopped'));
    await expect(never).rejects.toThrow('stopped');
    // The vendor hears of it with the next question of the other process, a tenth of a second later, once this one has
    // given back.
    await time.pass(700);
    expect(system.begun).toHaveLength(1);
  });

  it('hold each other back when one is asked for patience', async () => {
    const { time, a, b, system } = await both({ perMinute: 60_000, concurrency: 5 });
    a.pause(45);
    await time.pass(0);
    const refused = b.run(system.call('b'), free());
    const caught = expect(refused).rejects.toEqual(new CallsPaused(45));
    await time.pass(100);
    await caught;
    await expect(a.run(system.call('a'), free())).rejects.toBeInstanceOf(CallsPaused);
    await time.pass(45_000);
    void b.run(system.call('b'), free());
    await time.pass(10);
    expect(system.begun).toHaveLength(1);
    // A short one is waited for.
    a.pause(1.5);
    await time.pass(1_100);
    void b.run(system.call('b'), free());
    await time.pass(300);
    expect(system.begun).toHaveLength(1);
    await time.pass(400);
    expect(system.begun).toHaveLength(2);
  });
});

function sameTwice(budget: CallBudget) {
  return { one: budget, other: budget };
}

describe('one process', () => {
  const counted = () => {
    const budget = createMemoryCallBudget();
    let asked = 0;
    let given = 0;
    const counting: CallBudget = {
      ...budget,
      reserve(request) {
        asked += 1;
        return budget.reserve(request);
      },
      async release(key, holder) {
        given += 1;
        await budget.release(key, holder);
      },
    };
    return { budget: counting, asked: () => asked, given: () => given };
  };

  it('asks the budget once for a window of calls, not for each call', async () => {
    const time = virtualTime();
    const { budget, asked, given } = counted();
    const queue = createCallQueue({ perMinute: 12_000, concurrency: 8 }, { shared: { budget, key: 'okta' }, time });
    const system = vendor(time, 2);
    for (let index = 0; index < 150; index += 1) void queue.run(system.call('a'), free());
    await time.pass(900);
    expect(system.begun).toHaveLength(150);
    expect(asked()).toBe(1);
    await time.pass(5_000);
    expect([asked(), given()]).toEqual([1, 1]);
  });

  it('fills a place that becomes free at once, though a new window began while every place was taken', async () => {
    const time = virtualTime();
    const queue = createCallQueue({ perMinute: 60_000, concurrency: 2 }, { time });
    const system = vendor(time, 300);
    for (let index = 0; index < 40; index += 1) void queue.run(system.call('a'), free());
    // Twenty times two calls of 300 ms, without a gap between them.
    await time.pass(6_000);
    expect(system.begun).toHaveLength(40);
    const last = Math.max(...system.begun.map(({ at }) => at)) - Math.min(...system.begun.map(({ at }) => at));
    expect(last).toBe(5_700);
  });

  it('still has what is left of a window once it has given its places back', async () => {
    const time = virtualTime();
    const { budget, given } = counted();
    const queue = createCallQueue({ perMinute: 600, concurrency: 2 }, { shared: { budget, key: 'okta' }, time });
    const system = vendor(time, 2);
    void queue.run(system.call('a'), free());
    await time.pass(700);
    expect(given()).toBe(1);
    for (let index = 0; index < 10; index += 1) void queue.run(system.call('a'), free());
    await time.pass(100);
    // Ten calls in a second, the first one included.
    expect(system.begun).toHaveLength(10);
    await time.pass(300);
    expect(system.begun).toHaveLength(11);
    await time.pass(5_000);
    expect(given()).toBe(2);
  });

  it('gets on with a budget that takes longer to answer than a window lasts, and never has more than two windows at once', async () => {
    const time = virtualTime();
    const { budget } = counted();
    const slow: CallBudget = {
      ...budget,
      async reserve(request) {
        const grant = await budget.reserve(request);
        await new Promise<void>((resolve) => time.after(1_500, resolve));
        return grant;
      },
    };
    const queue = createCallQueue({ perMinute: 600, concurrency: 20 }, { shared: { budget: slow, key: 'okta' }, time });
    const system = vendor(time, 2);
    for (let index = 0; index < 300; index += 1) void queue.run(system.call('a'), free());
    await time.pass(15_200);
    // A window of ten calls with each answer.
    expect(system.begun).toHaveLength(100);
    expect(system.mostIn(1_000)).toBeLessThanOrEqual(20);
  });

  it('begins nothing while the budget cannot be reached, and goes on once it can', async () => {
    const time = virtualTime();
    const { budget } = counted();
    let broken = true;
    const shaky: CallBudget = {
      ...budget,
      reserve: (request) => (broken ? Promise.reject(new Error('locked')) : budget.reserve(request)),
    };
    const queue = createCallQueue({ perMinute: 600, concurrency: 2 }, { shared: { budget: shaky, key: 'okta' }, time });
    const system = vendor(time, 2);
    void queue.run(system.call('a'), free());
    await time.pass(8_000);
    expect(system.begun).toEqual([]);
    broken = false;
    await time.pass(200);
    expect(system.begun).toHaveLength(1);
  });

  it('does not wait for patience of hours: after five minutes it is asked again', async () => {
    const time = virtualTime();
    const queue = createCallQueue({ perMinute: 600, concurrency: 2 }, { time });
    const system = vendor(time, 2);
    queue.pause(86_400);
    await expect(queue.run(system.call('a'), free())).rejects.toEqual(new CallsPaused(300));
    await time.pass(300_000);
    void queue.run(system.call('a'), free());
    await time.pass(10);
    expect(system.begun).toHaveLength(1);
  });
});
