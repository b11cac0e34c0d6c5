import { randomUUID } from 'node:crypto';
import { toInstant } from '../domain/calendar/time.ts';
import type { Command, PersonCommand } from '../domain/command.ts';
import type { Departure, DepartureId } from '../domain/departure.ts';
import type { Actor } from '../domain/people/people.ts';
import { lookAtNewSystems } from './access/look-at-new.ts';
import { claimedFor, createClaims } from './concurrency/claims.ts';
import { inTurn } from './concurrency/in-turn.ts';
import { lookForWorkers } from './concurrency/look-for-workers.ts';
import { createNudges } from './concurrency/nudges.ts';
import type { EngineDeps } from './deps.ts';
import { sweepUnnamedFiles } from './erasure/unnamed-files.ts';
import { wakeForRetention } from './erasure/wake-for-retention.ts';
import { createMessages } from './messages/messages.ts';
import { wakeAfterMove } from './moved.ts';
import { StoreError } from './ports/store.ts';
import { reconcile } from './reconciler.ts';
import { resumeFromBackup } from './restored.ts';
import { createReviewing } from './reviews/reviewing.ts';
import { begin, transact } from './transact.ts';
import type { Transaction } from './turns.ts';
import { createWavesUnderWay } from './waves/waves-under-way.ts';

/** The heart: takes commands, and brings every departure to what should be true. */
export interface Engine {
  /** Decides a person's command; the cards and calls that follow are brought in the background. */
  command(id: DepartureId, command: PersonCommand, actor: Actor): Promise<Transaction>;
  /** Begins a draft. */
  begin(command: Command & { type: 'draft.start' }, actor: Actor): Promise<Transaction>;
  /**
   * Reconciles one departure now, or wakes a process that does such work; returns when nothing more is due. Failures
   * are logged, and left to the sweep.
   */
  reconcile(id: DepartureId): Promise<void>;
  /**
   * Goes on with a wave in the background, in this process: its plans, its confirmations, its cards. Failures are
   * logged, and left to the sweep.
   */
  goOnWithWave(id: string): void;
  /**
   * Goes on with the review of accounts in the background; where this process does no such work, a worker's sweep does.
   */
  goOnWithReview(): void;
  /**
   * Brings the messages about contracts and public posts in line, in the background; where this process does no such
   * work, a worker's sweep does.
   */
  bringMessages(): void;
  /**
   * Reconciles whatever is overdue and no other worker is at, goes on with every wave, and returns how many departures
   * that were.
   */
  sweep(): Promise<number>;
  start(): Promise<void>;
  /**
   * Takes nothing new, and lets what is under way finish for eight seconds; then calls are ended, and their leases go
   * with the results of that. Whatever is still due is another process's at once, where there is one.
   */
  stop(): Promise<void>;
  /** Returns once nothing is being worked on in this process. */
  idle(): Promise<void>;
  /** Called after each settled pass of a departure, so that pages beside the cards can be drawn again. */
  onChange(listener: (departure: Departure) => void): void;
}

export interface EngineOptions {
  /**
   * Whether this process does what is due. One that does not wakes those that do, and looks whether any of them is
   * there.
   */
  works?: boolean;
  /** Under which name it claims departures while it is at them: one for each process, as long as it lives. */
  holder?: string;
  /**
   * How long calls that are under way may take once the process is told to end, in milliseconds; eight seconds unless
   * told.
   */
  callGraceMs?: number;
}

const sweepEvery = 60_000;
/**
 * After a failure the sweep comes again this soon, and each time twice as late: what fell due while the store was away
 * is done once it is back.
 */
const firstAgain = 1_000;
/**
 * How often the store is asked whether it is there, and from how long an answer on it had been away, in milliseconds.
 */
const pulseEvery = 5_000;
const wasAway = 1_000;
/** How late something must be for nobody to be doing it, in milliseconds. */
const nobodyAfter = 3 * sweepEvery;
const sweepLimit = 500;
/**
 * Departures reconciled beside one another: so many that no system waits for work while the cards of others are
 * brought. Its gate and its limits keep each system from too much.
 */
const beside = 200;

export function createEngine(
  deps: EngineDeps,
  { works = true, holder = randomUUID(), callGraceMs = 8_000 }: EngineOptions = {},
): Engine {
  const turn = inTurn();
  const nudges = createNudges();
  const claims = createClaims({
    ...{ store: deps.store.claims, holder, now: () => deps.clock.now().getTime() },
    versionOf: async (id) => (await deps.store.departures.load(id))?.version ?? null,
    onAsked: (id) => void reconcileInTurn(id),
  });
  const running = new Set<Promise<unknown>>();
  const waves = createWavesUnderWay(deps, {
    reconcile: (departure) => void reconcileInTurn(departure),
    goOnLater: (wave) => goOnWithWave(wave),
  });
  const reviewing = createReviewing(deps);
  const messages = createMessages(deps);
  /**
   * A departure that waits for its turn needs not be asked for twice. `overdue`: only a sweep found it, so whoever is
   * at it already will do.
   */
  const asked = new Map<DepartureId, 'overdue' | 'wanted'>();
  /** What this process left due when it was told to end. */
  const left = new Set<DepartureId>();
  let timer: NodeJS.Timeout | undefined;
  let pulse: NodeJS.Timeout | undefined;
  /**
   * The next sweep is one that comes soon because something failed; how many did, and how soon the next one after a
   * failure comes.
   */
  let isSoon = false;
  let failures = 0;
  let again = firstAgain;
  let ended = true;
  let stopping = false;
  /** What a start asks for, once: wake-ups, for which the database must answer. */
  const atStart = new Set([wakeAfterMove, wakeForRetention]);
  const listeners: ((departure: Departure) => void)[] = [];

  function reconcileInTurn(id: DepartureId, why: 'overdue' | 'wanted' = 'wanted'): Promise<'worked' | 'busy'> {
    // What is due by now need not wait for the slowest call of the pass that is under way.
    nudges.nudge(id);
    if (stopping) return Promise.resolve('worked');
    if (asked.has(id)) {
      if (why === 'wanted') asked.set(id, why);
      return Promise.resolve('worked');
    }
    asked.set(id, why);
    const work = turn(id, async () => {
      const isOverdueOnly = asked.get(id) === 'overdue';
      asked.delete(id);
      if (isOverdueOnly) return claims.unlessBusy(id, pass);
      await claims.inAnyCase(id, pass);
      return 'worked';
    });
    running.add(work);
    return work.finally(() => running.delete(work));

    async function pass(): Promise<void> {
      try {
        if ((await reconcile(deps, id, nudges)) === 'left') left.add(id);
        await tellOf(id);
        await waves.follow(id);
      } catch (error) {
        deps.metrics.reconciles.inc({ result: 'failed' });
        deps.log.error({ err: error, departure: id }, 'a departure could not be reconciled; the sweep will try again');
        if (deps.gates.areClosed()) left.add(id);
        else if (error instanceof StoreError && error.kind === 'unavailable') sweepAgain();
      }
    }
  }

  async function sweep(): Promise<number> {
    const ids = await deps.store.departures.overdue(toInstant(deps.clock.now()), sweepLimit);
    deps.metrics.overdue.set(ids.length);
    const queue = [...ids];
    let busy = 0;
    await Promise.all(
      Array.from({ length: Math.min(beside, queue.length) }, async () => {
        for (let id = queue.shift(); id !== undefined; id = queue.shift())
          if ((await reconcileInTurn(id, 'overdue')) === 'busy') busy += 1;
      }),
    );
    // Whoever is at them may have died: then their claims end.
    if (busy > 0 && !isSoon) sweepIn(claimedFor);
    for (const id of await waves.toGoOnWith()) goOnWithWave(id);
    goOnWithReview();
    bringMessages(false);
    await sweepUnnamedFiles(deps);
    return ids.length - busy;
  }

  function goOnWithWave(id: string): void {
    if (!stopping) follow(waves.goOn(id));
  }

  /** What is kept says how far it is: whichever process hears of it goes on. */
  function goOnWithReview(): void {
    if (works && !stopping) follow(reviewing.ask());
  }

  function bringMessages(decided: boolean): void {
    if (works && !stopping) follow(messages.ask(decided));
  }

  async function tellOf(id: DepartureId): Promise<void> {
    const departure = listeners.length > 0 ? await deps.store.departures.load(id) : null;
    if (departure) for (const listener of listeners) listener(departure);
  }

  /** Sweeps, or looks whether others do; then again in a minute, and much sooner when it failed. */
  async function turnRound(): Promise<void> {
    sweepIn(sweepEvery);
    isSoon = false;
    const before = failures;
    try {
      await askAtStart();
      if (works) await sweep();
      else await lookForWorkers(deps, { since: nobodyAfter, limit: sweepLimit });
      if (failures === before) again = firstAgain;
    } catch (error) {
      deps.log.error({ err: error }, 'the sweep failed; it is repeated soon');
      sweepAgain();
    }
  }

  /**
   * A database that loses its primary just then ends no start: what could not be asked for is asked for by the next
   * sweep.
   */
  async function askAtStart(): Promise<void> {
    for (const ask of atStart) {
      await ask(deps);
      atStart.delete(ask);
    }
  }

  /**
   * Whatever wakes departures may have missed what fell due while the store was away: once it is back, there is a
   * sweep.
   */
  async function feelPulse(): Promise<void> {
    const asked = performance.now();
    const answer = await deps.store.departures.overdue(toInstant(deps.clock.now()), 1).then(
      () => 'came' as const,
      () => 'failed' as const,
    );
    if (ended) return;
    if (answer === 'failed' || performance.now() - asked > wasAway) sweepAgain();
    pulse = setTimeout(() => void feelPulse(), pulseEvery).unref();
  }

  function sweepAgain(): void {
    failures += 1;
    if (isSoon) return;
    isSoon = true;
    sweepIn(again);
    again = Math.min(again * 2, sweepEvery);
  }

  function sweepIn(milliseconds: number): void {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(() => void turnRound(), milliseconds).unref();
  }

  /** Where other processes do what is due, one of them is woken. */
  async function handOn(id: DepartureId): Promise<void> {
    try {
      await deps.scheduler.wakeAt(id, deps.clock.now(), 'continue');
      await tellOf(id);
    } catch (error) {
      deps.log.warn({ err: error, departure: id }, 'no worker could be woken; the sweep of one finds the departure');
    }
  }

  /**
   * Wake-ups and people reach any worker, also where another one is in the middle of that departure. Holds no turn
   * while it waits for that one.
   */
  async function reconcileHereOrThere(id: DepartureId): Promise<void> {
    if (!(await claims.leftToAnother(id).catch(() => false))) await reconcileInTurn(id);
  }

  function follow(work: Promise<void>): void {
    const one = work.finally(() => running.delete(one));
    running.add(one);
  }

  return {
    async command(id, command, actor) {
      // Nothing has woken a departure whose run ended before another system was configured.
      if (command.type === 'departure.complete') await lookAtNewSystems(deps, id);
      const result = await transact(deps, id, command, actor);
      deps.metrics.commands.inc({ type: command.type, result: result.type });
      if (result.type === 'done') {
        if (works && !stopping) follow(reconcileHereOrThere(id));
        else follow(handOn(id));
      } else
        deps.log.info({ departure: id, command: command.type, refusal: result.refusal.code }, 'a command was refused');
      return result;
    },
    async begin(command, actor) {
      const result = await begin(deps, command, actor);
      deps.metrics.commands.inc({ type: command.type, result: result.type });
      return result;
    },
    async reconcile(id) {
      if (works) await reconcileHereOrThere(id);
      else await handOn(id);
    },
    goOnWithWave,
    goOnWithReview,
    bringMessages: () => bringMessages(true),
    sweep,
    async start() {
      deps.gates.open();
      await resumeFromBackup(deps);
      if (works) await deps.scheduler.start(reconcileHereOrThere);
      await askAtStart().catch((error: unknown) => {
        deps.log.warn({ err: error }, 'wake-ups could not be asked for; the sweep asks again');
      });
      ended = false;
      void turnRound();
      if (works) pulse = setTimeout(() => void feelPulse(), pulseEvery).unref();
    },
    async stop() {
      ended = true;
      clearTimeout(timer);
      clearTimeout(pulse);
      waves.stop();
      deps.gates.close();
      const hurry = setTimeout(() => deps.gates.hurry(), callGraceMs);
      await deps.scheduler.stop(async () => {
        stopping = true;
        await Promise.allSettled(running);
        for (const id of left) await handOn(id);
      });
      clearTimeout(hurry);
    },
    onChange(listener) {
      listeners.push(listener);
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
