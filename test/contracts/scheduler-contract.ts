import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/engine/ports/clock.ts';
import type { Scheduler, WakeReason } from '../../src/engine/ports/scheduler.ts';

/** A place where wake-ups are kept, and the clock their instants are given in. */
export interface SchedulerBench {
  clock: Clock;
  /** One more scheduler over the same wake-ups, as after a restart; the bench stops it. */
  open(): Promise<Scheduler>;
  /** Moves the clock alone; the scheduler is told by the test. */
  moveClock(milliseconds: number): void;
  dispose(): Promise<void>;
}

/** What counts as "at once", on a busy machine too; far less than any poll. */
const promptly = 1_000;
const hour = 3_600_000;

/** What every scheduler owes the engine; see `src/engine/ports/scheduler.ts`. */
export function schedulerContract(name: string, makeBench: () => Promise<SchedulerBench>): void {
  describe(`scheduler contract: ${name}`, () => {
    let bench: SchedulerBench;
    let scheduler: Scheduler;
    let woken: { id: string; why: WakeReason; at: number }[];
    beforeEach(async () => {
      woken = [];
      bench = await makeBench();
      scheduler = await bench.open();
    });
    afterEach(() => bench.dispose());

    const ahead = (milliseconds: number) => new Date(bench.clock.now().getTime() + milliseconds);
    const note = async (id: string, why: WakeReason) => {
      woken.push({ id, why, at: bench.clock.now().getTime() });
    };
    const ids = () => woken.map(({ id }) => id);
    const waiting = async () => (await scheduler.waiting(100)).map(({ departureId, why }) => `${departureId} ${why}`);

    it('wakes at the instant, not before, and says which departure and why', async () => {
      await scheduler.start(note);
      const at = ahead(300);
      await scheduler.wakeAt('d1', at, 'cut-off');
      await until(() => woken.length > 0, 'the wake-up');
      expect(woken).toMatchObject([{ id: 'd1', why: 'cut-off' }]);
      expect(woken[0]?.at).toBeGreaterThanOrEqual(at.getTime());
      expect(woken[0]?.at).toBeLessThan(at.getTime() + promptly);
    });

    it('wakes at once for an instant that has passed', async () => {
      await scheduler.start(note);
      const asked = bench.clock.now().getTime();
      await scheduler.wakeAt('d1', ahead(-hour), 'continue');
      await until(() => woken.length > 0, 'the wake-up');
      expect((woken[0]?.at ?? Number.NaN) - asked).toBeLessThan(promptly);
    });

    it('keeps one wake-up for each departure: a later call replaces the earlier one, whatever its reason', async () => {
      await scheduler.wakeAt('d1', ahead(50), 'reminder');
      await scheduler.wakeAt('d2', ahead(hour), 'verify');
      await scheduler.wakeAt('d1', ahead(2 * hour), 'cut-off');
      expect(await waiting()).toEqual(['d2 verify', 'd1 cut-off']);
      await scheduler.wakeAt('d2', ahead(100), 'verify');
      await scheduler.start(note);
      await until(() => woken.length > 0, 'the wake-up');
      await pause(150);
      expect(ids()).toEqual(['d2']);
      expect(await waiting()).toEqual(['d1 cut-off']);
    });

    it('keeps one even when asked for many at once', async () => {
      await Promise.all(Array.from({ length: 10 }, (_, n) => scheduler.wakeAt('d1', ahead(hour + n), 'recheck')));
      const [only, ...others] = await scheduler.waiting(100);
      expect(only?.departureId).toBe('d1');
      expect(others).toEqual([]);
    });

    it('brings a wake-up forward', async () => {
      await scheduler.start(note);
      await scheduler.wakeAt('d1', ahead(2_000), 'reminder');
      await pause(50);
      await scheduler.wakeAt('d1', ahead(100), 'reminder');
      await until(() => woken.length > 0, 'the wake-up', 100 + promptly);
      expect(await waiting()).toEqual([]);
    });

    it('forgets', async () => {
      await scheduler.start(note);
      // Long enough for a busy machine to forget it in time.
      await scheduler.wakeAt('d1', ahead(1_000), 'post');
      await scheduler.wakeAt('d2', ahead(1_050), 'post');
      await scheduler.forget('d1');
      await scheduler.forget('unknown');
      await until(() => woken.length > 0, 'the other wake-up');
      await pause(100);
      expect(ids()).toEqual(['d2']);
      expect(await waiting()).toEqual([]);
    });

    it('tells what waits, by instant, as it was asked for', async () => {
      const [late, soon, middle] = [ahead(3 * hour), ahead(hour), ahead(2 * hour)];
      await scheduler.wakeAt('late', late, 'survey');
      await scheduler.wakeAt('soon', soon, 'start');
      await scheduler.wakeAt('middle', middle, 'expire');
      expect(await scheduler.waiting(2)).toEqual([
        { departureId: 'soon', why: 'start', at: soon },
        { departureId: 'middle', why: 'expire', at: middle },
      ]);
      expect(await scheduler.waiting(100)).toHaveLength(3);
    });

    it('does not lose the wake-up that a wake-up asks for', async () => {
      await scheduler.start(async (id, why) => {
        await note(id, why);
        if (woken.length < 4) await scheduler.wakeAt(id, ahead(woken.length % 2 ? 10 : -10), 'continue');
        await pause(20);
      });
      await scheduler.wakeAt('d1', ahead(0), 'continue');
      await until(() => woken.length === 4, 'four wake-ups');
      await pause(100);
      expect(woken).toHaveLength(4);
      expect(await waiting()).toEqual([]);
    });

    it('lets no failure stop the others, and tries again', async () => {
      let failures = 0;
      await scheduler.start(async (id, why) => {
        if (id === 'bad' && failures++ === 0) throw new Error('not this time');
        await note(id, why);
      });
      await scheduler.wakeAt('bad', ahead(0), 'retry');
      await until(() => failures > 0, 'the failure');
      await scheduler.wakeAt('good', ahead(0), 'retry');
      await until(() => ids().includes('good'), 'the other');
      await until(() => ids().includes('bad'), 'the second try', 10_000);
    });

    it('wakes each of many that are due at the same instant once', async () => {
      await scheduler.start(note);
      const all = Array.from({ length: 100 }, (_, n) => `d${n}`);
      const at = ahead(300);
      await Promise.all(all.map((id) => scheduler.wakeAt(id, at, 'cut-off')));
      await until(() => woken.length >= all.length, 'all of them', 10_000);
      await pause(100);
      expect(ids().toSorted()).toEqual(all.toSorted());
    });

    it('lets a running wake-up finish when it stops, begins none after, and hands the rest on', async () => {
      let release = () => {};
      const held = new Promise<void>((done) => {
        release = done;
      });
      let ended = false;
      await scheduler.start(async (id, why) => {
        await note(id, why);
        await held;
        ended = true;
      });
      await scheduler.wakeAt('d1', ahead(0), 'verify');
      await until(() => woken.length === 1, 'the first');
      await scheduler.wakeAt('d2', ahead(200), 'verify');
      setTimeout(release, 100);
      await scheduler.stop();
      expect(ended).toBe(true);
      await pause(300);
      expect(ids()).toEqual(['d1']);
      const next = await bench.open();
      await next.start(note);
      await until(() => woken.length === 2, 'what was left', promptly);
      await pause(100);
      expect(ids()).toEqual(['d1', 'd2']);
    });

    it('takes wake-ups before it starts and after it has stopped, and can be started again', async () => {
      await scheduler.wakeAt('before', ahead(-1), 'post');
      await pause(50);
      expect(woken).toEqual([]);
      await scheduler.start(note);
      await until(() => woken.length === 1, 'the first');
      await scheduler.stop();
      await scheduler.wakeAt('after', ahead(-1), 'post');
      await pause(50);
      expect(ids()).toEqual(['before']);
      await scheduler.start(note);
      await until(() => woken.length === 2, 'the second');
    });

    it('stops without having started, and twice', async () => {
      await scheduler.stop();
      await scheduler.start(note);
      await scheduler.stop();
      await scheduler.stop();
      expect(woken).toEqual([]);
    });

    it('follows a clock that is moved forward', async () => {
      await scheduler.start(note);
      const [soon, late] = [ahead(24 * hour), ahead(48 * hour)];
      await scheduler.wakeAt('soon', soon, 'reminder');
      await scheduler.wakeAt('late', late, 'reminder');
      await pause(50);
      const move = async (milliseconds: number) => {
        bench.moveClock(milliseconds);
        await scheduler.clockMoved(milliseconds);
      };
      await move(23 * hour);
      await pause(100);
      expect(woken).toEqual([]);
      expect((await scheduler.waiting(1))[0]?.at).toEqual(soon);
      await move(hour);
      await until(() => woken.length === 1, 'the first', promptly);
      expect(ids()).toEqual(['soon']);
      // What is asked for after the move is counted by the moved clock.
      await scheduler.wakeAt('now', ahead(100), 'reminder');
      await until(() => woken.length === 2, 'the one asked for since', 100 + promptly);
      await move(24 * hour);
      await until(() => woken.length === 3, 'the last', promptly);
      expect(ids()).toEqual(['soon', 'now', 'late']);
    });
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function until(holds: () => boolean, what: string, within = 5_000): Promise<void> {
  const end = Date.now() + within;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${within} ms in vain for: ${what}`);
    await pause(5);
  }
}
