import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createMemoryCallBudget } from '../../engine/concurrency/call-budget-in-memory.ts';
import type { CallBudget, CallGrant, CallLimits } from '../../engine/ports/call-budget.ts';

export interface Limits {
  /** Calls begun per minute; a rate below one a second is spread out. */
  perMinute?: number | undefined;
  /** Calls under way at once. */
  concurrency: number;
}

/** The limits of one system, shared by all processes that call it. */
export interface SharedLimits {
  budget: CallBudget;
  /** The same in every process. */
  key: string;
}

/** Wall-clock time, in milliseconds since 1970, and a timer whose result stops it. */
export interface QueueTime {
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
}

/** One system's turnstile: everything that goes there goes through here. */
export interface CallQueue {
  /**
   * Rejects with the signal's reason as soon as it aborts, waiting or under way, and gives its place back at once; with
   * `CallsPaused` where the system has asked for longer patience than is waited for here.
   */
  run<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
  /** The system asked for patience: nobody, in any process, begins a call for so many seconds, five minutes at most. */
  pause(seconds: number): void;
}

/** Nobody may call the system for so many seconds more. */
export class CallsPaused extends Error {
  override readonly name = 'CallsPaused';
  readonly seconds: number;
  /** As people read it; `message` is English. */
  readonly inFrench: string;
  constructor(seconds: number) {
    super(`the system asked for patience, ${seconds} s more`);
    this.inFrench = `le système demande de patienter encore ${seconds} s`;
    this.seconds = seconds;
  }
}

/** After so long without a word a process has died, and what it held is given back. */
const lease = 5_000;
/** How often a holder asks again while it has calls: what others wait for is seen then. */
const renewEvery = 1_000;
/** How soon whoever got nothing asks again. */
const askAgainAfter = 100;
/** For so long what is held is kept although there is no call, so that calls one after another share a reservation. */
const idleFor = 500;
/** A shorter pause is waited for in the queue, which holds a worker meanwhile. */
const shortPause = 2_000;
const longestPause = 300_000;

/** Real timers, by a clock that all processes share. */
export function timeBy(now: () => Date): QueueTime {
  return {
    now: () => now().getTime(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

/** What the budget gave, when it was asked, and for how many waiting calls. */
interface Held extends CallGrant {
  askedAt: number;
  askedFor: number;
  /** Every place had a call in it when the budget was asked. */
  wasFull: boolean;
  /**
   * Until when its calls may be begun. What the answer took is not taken from its window: of a budget that is slower
   * than a window is long, nothing would ever begin. They count as used in their own window all the same.
   */
  usableUntil: number;
}

const nothing: Held = {
  calls: 0,
  windowEnds: 0,
  slots: 0,
  pausedUntil: null,
  askedAt: Number.NEGATIVE_INFINITY,
  askedFor: 0,
  wasFull: false,
  usableUntil: 0,
};

interface Waiting {
  begin(): void;
  refuse(error: Error): void;
}

export function createCallQueue(
  limits: Limits,
  {
    shared = { budget: createMemoryCallBudget(), key: 'calls' },
    time = timeBy(() => new Date()),
  }: { shared?: SharedLimits | undefined; time?: QueueTime } = {},
): CallQueue {
  const { budget, key } = shared;
  const holder = randomUUID();
  const callLimits: CallLimits = { concurrency: limits.concurrency, window: windowOf(limits.perMinute) };
  const waiting = new Set<Waiting>();
  let underWay = 0;
  let grant = nothing;
  let asking = false;
  let stop = () => {};

  function pump(): void {
    const now = time.now();
    const patience = grant.pausedUntil === null ? 0 : grant.pausedUntil - now;
    if (patience > shortPause) for (const one of waiting) one.refuse(new CallsPaused(Math.ceil(patience / 1000)));
    for (const one of waiting) {
      if (!mayBegin(now)) break;
      grant.calls -= 1;
      one.begin();
    }
    arrange(now);
  }

  function mayBegin(now: number): boolean {
    // An answer that is on its way may leave fewer places than there were.
    if (asking || grant.calls === 0 || underWay >= grant.slots) return false;
    return now < grant.usableUntil && now < grant.askedAt + lease && (grant.pausedUntil ?? 0) <= now;
  }

  /** Asks the budget now, or sets the timer for when it is asked next, or for when what is held is given back. */
  function arrange(now: number): void {
    stop();
    stop = () => {};
    if (asking) return;
    if (waiting.size === 0 && underWay === 0) {
      if (Number.isFinite(grant.askedAt)) stop = time.after(idleFor, giveBack);
      return;
    }
    const at = nextAsk(now);
    if (at <= now) void ask();
    else stop = time.after(at - now, () => void ask());
  }

  function nextAsk(now: number): number {
    const { askedAt, askedFor, wasFull, slots, windowEnds } = grant;
    if (waiting.size === 0) return askedAt + renewEvery;
    if (grant.pausedUntil !== null && grant.pausedUntil > now) return grant.pausedUntil;
    if (now >= askedAt + lease) return now;
    // Every place there is has a call in it: the next one begins when one ends.
    if (underWay >= callLimits.concurrency) return askedAt + renewEvery;
    // Others have the other places.
    if (underWay >= slots) return askedFor === 0 ? now : askedAt + askAgainAfter;
    // Without a free place the budget gave no calls, however many the window has left.
    return askedFor === 0 || wasFull ? now : windowEnds;
  }

  async function ask(): Promise<void> {
    stop();
    asking = true;
    const askedAt = time.now();
    const askedFor = waiting.size;
    const before = grant;
    try {
      const until = askedAt + lease;
      const places = underWay;
      const request = { key, holder, now: askedAt, until, underWay: places, waiting: askedFor, limits: callLimits };
      const given = await budget.reserve(request);
      // What is left of this window stays.
      const left = given.windowEnds === before.windowEnds ? before.calls : 0;
      const patience = Math.max(given.pausedUntil ?? 0, grant.pausedUntil ?? 0);
      const wasFull = given.slots <= places;
      const usableUntil = given.windowEnds + Math.max(0, time.now() - askedAt);
      const asked = { askedAt, askedFor, wasFull, usableUntil };
      grant = { ...given, ...asked, calls: left + given.calls, pausedUntil: patience || null };
    } catch {
      // Whatever keeps the budget cannot be reached: nothing begins until it can.
      grant = { ...nothing, slots: underWay, askedAt, askedFor: Math.max(askedFor, 1) };
    } finally {
      asking = false;
      pump();
    }
  }

  function giveBack(): void {
    // What is left of this window stays: it counts as used, whoever has it.
    const { calls, windowEnds, usableUntil } = grant;
    grant = { ...nothing, calls, windowEnds, usableUntil };
    // Else its lease does it.
    budget.release(key, holder).catch(() => {});
  }

  return {
    run<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
      if (signal.aborted) return Promise.reject(signal.reason);
      // One preview asks many things at once under one signal; node takes more than ten listeners for a leak.
      setMaxListeners(0, signal);
      return new Promise<Result>((resolve, reject) => {
        let began = false;
        let ended = false;
        const end = (settle: () => void) => {
          if (ended) return;
          ended = true;
          // Taken off by hand: with a signal of its own for each listener, node (20) forgets all but the last, and
          // keeps them until the time is up.
          signal.removeEventListener('abort', abort);
          waiting.delete(one);
          if (began) underWay -= 1;
          settle();
          pump();
        };
        const abort = () => end(() => reject(signal.reason));
        const one: Waiting = {
          begin() {
            began = true;
            underWay += 1;
            waiting.delete(one);
            (async () => call())().then(
              (result) => end(() => resolve(result)),
              (error: unknown) => end(() => reject(error)),
            );
          },
          refuse: (error) => end(() => reject(error)),
        };
        signal.addEventListener('abort', abort);
        waiting.add(one);
        pump();
      });
    },
    pause(seconds) {
      const until = time.now() + Math.min(seconds * 1000, longestPause);
      grant = { ...grant, pausedUntil: Math.max(grant.pausedUntil ?? 0, until) };
      budget.pause(key, until).catch(() => {});
      pump();
    },
  };
}

/**
 * Whole calls in a window of about a second, as long as makes the rate exact: 90 a minute are 2 in 1.33 s, not 1 in 1
 * s.
 */
function windowOf(perMinute: number | undefined): CallLimits['window'] {
  if (perMinute === undefined) return null;
  const calls = Math.max(1, Math.ceil(perMinute / 60));
  return { calls, milliseconds: (60_000 * calls) / perMinute };
}
