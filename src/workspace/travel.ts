import type { Engine } from '../engine/engine.ts';
import type { Scheduler } from '../engine/ports/scheduler.ts';
import type { WorkspaceControls } from './controls.ts';
import type { MovableClock } from './movable-clock.ts';

/** A year of daily wake-ups; more than that is a clock that runs away. */
const maxStops = 2000;

/**
 * Lets people in the local workspace travel in time: the clock moves, and Relais does on the way whatever would have
 * been done.
 */
export function createControls({
  clock,
  scheduler,
  engine,
  ...ofSystems
}: {
  clock: MovableClock;
  scheduler: Scheduler;
  engine: Engine;
} & Pick<WorkspaceControls, 'systems' | 'offeredSystems' | 'addSystem'>): WorkspaceControls {
  let journey: Promise<void> = Promise.resolve();

  async function jump(milliseconds: number): Promise<void> {
    if (milliseconds > 0) {
      await clock.moveBy(milliseconds);
      await scheduler.clockMoved(milliseconds);
    }
    await engine.sweep();
    await engine.idle();
  }

  async function travel(milliseconds: number): Promise<void> {
    await jump(0);
    const target = clock.now().getTime() + milliseconds;
    let tried = '';
    for (let stops = 0; stops < maxStops; stops += 1) {
      const [next] = await scheduler.waiting(1);
      const now = clock.now().getTime();
      if (!next || next.at.getTime() > target) break;
      if (next.at.getTime() <= now) {
        // The clock also goes by itself: this fell due while the one before was being done. Travelling on over it would
        // make it late.
        const due = `${next.departureId} ${next.at.getTime()}`;
        if (due === tried) break;
        tried = due;
        await jump(0);
        continue;
      }
      // One second more, so that "at this instant" has come for everybody.
      await jump(Math.min(next.at.getTime() - now + 1000, target - now));
    }
    await jump(Math.max(0, target - clock.now().getTime()));
  }

  return {
    now: () => clock.now(),
    moveBy(milliseconds) {
      if (!(milliseconds >= 0)) return Promise.reject(new RangeError('the clock of the workspace only moves forward'));
      journey = journey.then(
        () => travel(milliseconds),
        () => travel(milliseconds),
      );
      return journey;
    },
    async nextInstant() {
      const [next] = await scheduler.waiting(1);
      return next ? { at: next.at, why: next.why } : null;
    },
    async jobs() {
      return (await scheduler.waiting(100)).map(({ departureId, why, at }) => ({ name: why, at, departureId }));
    },
    ...ofSystems,
  };
}
