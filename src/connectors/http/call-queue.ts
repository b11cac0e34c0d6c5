import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';

export interface Limits {
  /** Calls begun per second; a rate below one a second is spread out. */
  perSecond?: number | undefined;
  perMinute?: number | undefined;
  /** Calls under way at once. */
  concurrency: number;
}

/** One system's turnstile: everything that goes there goes through here. */
export interface CallQueue {
  /** Rejects with the signal's reason as soon as it aborts, also while still waiting for its turn. */
  run<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

export function createCallQueue(limits: Limits): CallQueue {
  const perSecond = limits.perSecond ?? (limits.perMinute === undefined ? undefined : limits.perMinute / 60);
  const queue = new PQueue({ concurrency: limits.concurrency, ...rate(perSecond) });
  return {
    async run(call, signal) {
      signal.throwIfAborted();
      const { promise, stop } = aborted(signal);
      const turn = queue.add(
        () => {
          signal.throwIfAborted();
          return call();
        },
        { throwOnTimeout: true },
      );
      try {
        return await Promise.race([turn, promise]);
      } finally {
        stop();
      }
    },
  };
}

/** Whole calls in a window of about a second, as long as makes the rate exact: 90 a minute are 2 in 1.33 s, not 1 in 1 s. */
function rate(perSecond: number | undefined): { intervalCap?: number; interval?: number } {
  if (perSecond === undefined) return {};
  const intervalCap = Math.max(1, Math.ceil(perSecond));
  return { intervalCap, interval: (1000 * intervalCap) / perSecond };
}

function aborted(signal: AbortSignal): { promise: Promise<never>; stop(): void } {
  // One preview asks many things at once under one signal; node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  // Taken off by hand: with a signal of its own for each listener, node (20) forgets all but the last, and keeps them until the time is up.
  let listener = () => {};
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason);
    signal.addEventListener('abort', listener);
  });
  return { promise, stop: () => signal.removeEventListener('abort', listener) };
}
