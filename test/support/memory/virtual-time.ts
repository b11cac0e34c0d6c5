import type { Clock } from '../../../src/engine/ports/clock.ts';
import type { OnWake, Scheduler, WakeReason } from '../../../src/engine/ports/scheduler.ts';

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  set(at: Date): void;
}

export function createVirtualClock(start: string): VirtualClock {
  let current = new Date(start);
  return {
    now: () => new Date(current),
    set: (at) => {
      current = new Date(at);
    },
  };
}

interface Waiting {
  departureId: string;
  why: WakeReason;
  at: Date;
}

/** Wake-ups on the virtual clock; nothing fires by itself. */
export interface VirtualScheduler extends Scheduler {
  next(): Waiting | null;
  /** Fires everything that is due at the clock's present instant. */
  fire(): Promise<void>;
}

export function createVirtualScheduler(clock: VirtualClock): VirtualScheduler {
  const waiting = new Map<string, Waiting>();
  let onWake: OnWake = async () => {};
  const sorted = () => [...waiting.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    async wakeAt(departureId, at, why) {
      waiting.set(departureId, { departureId, at, why });
    },
    async forget(id) {
      waiting.delete(id);
    },
    async start(handler) {
      onWake = handler;
    },
    async stop(last = async () => {}) {
      onWake = async () => {};
      await last();
    },
    async waiting(limit) {
      return sorted().slice(0, limit);
    },
    async clockMoved(milliseconds) {
      for (const one of waiting.values()) one.at = new Date(one.at.getTime() - milliseconds);
    },
    next: () => sorted()[0] ?? null,
    async fire() {
      const due = sorted().filter(({ at }) => at <= clock.now());
      for (const { departureId } of due) waiting.delete(departureId);
      await Promise.all(due.map(({ departureId, why }) => onWake(departureId, why)));
    },
  };
}
