import { toInstant } from '../domain/calendar/time.ts';
import type { Command, PersonCommand } from '../domain/command.ts';
import type { Departure, DepartureId } from '../domain/departure.ts';
import type { Actor } from '../domain/people/people.ts';
import { lookAtNewSystems } from './access/look-at-new.ts';
import { inTurn } from './concurrency/in-turn.ts';
import { createNudges } from './concurrency/nudges.ts';
import type { EngineDeps } from './deps.ts';
import { reconcile } from './reconciler.ts';
import { resumeFromBackup } from './restored.ts';
import { begin, type Transaction, transact } from './transact.ts';

/** The heart: takes commands, and brings every departure to what should be true. */
export interface Engine {
  /** Decides a person's command; the cards and calls that follow are brought in the background. */
  command(id: DepartureId, command: PersonCommand, actor: Actor): Promise<Transaction>;
  /** Begins a draft. */
  begin(command: Command & { type: 'draft.start' }, actor: Actor): Promise<Transaction>;
  /** Reconciles one departure now; returns when nothing more is due. Failures are logged, and left to the sweep. */
  reconcile(id: DepartureId): Promise<void>;
  /** Reconciles whatever is overdue, and returns how many that were. */
  sweep(): Promise<number>;
  start(): Promise<void>;
  /** Takes nothing new, lets what runs finish. What was cut short is found by the next sweep anywhere. */
  stop(): Promise<void>;
  /** Returns once nothing is being worked on in this process. */
  idle(): Promise<void>;
  /** Called after each settled pass of a departure, so that pages beside the cards can be drawn again. */
  onChange(listener: (departure: Departure) => void): void;
}

const sweepEvery = 60_000;
const sweepLimit = 500;
/** Departures reconciled beside one another: so many that no system waits for work while the cards of others are brought. Its gate and its limits keep each system from too much. */
const beside = 200;

export function createEngine(deps: EngineDeps): Engine {
  const turn = inTurn();
  const nudges = createNudges();
  const running = new Set<Promise<void>>();
  /** A departure that waits for its turn needs not be asked for twice. */
  const asked = new Set<DepartureId>();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  const listeners: ((departure: Departure) => void)[] = [];

  function reconcileInTurn(id: DepartureId): Promise<void> {
    // What is due by now need not wait for the slowest call of the pass that is under way.
    nudges.nudge(id);
    if (asked.has(id) || stopping) return Promise.resolve();
    asked.add(id);
    const work = turn(id, async () => {
      asked.delete(id);
      try {
        await reconcile(deps, id, nudges);
        const departure = listeners.length > 0 ? await deps.store.departures.load(id) : null;
        if (departure) for (const listener of listeners) listener(departure);
      } catch (error) {
        deps.metrics.reconciles.inc({ result: 'failed' });
        deps.log.error({ err: error, departure: id }, 'a departure could not be reconciled; the sweep will try again');
      }
    });
    running.add(work);
    return work.finally(() => running.delete(work));
  }

  async function sweep(): Promise<number> {
    const ids = await deps.store.departures.overdue(toInstant(deps.clock.now()), sweepLimit);
    deps.metrics.overdue.set(ids.length);
    const queue = [...ids];
    await Promise.all(
      Array.from({ length: Math.min(beside, queue.length) }, async () => {
        for (let id = queue.shift(); id !== undefined; id = queue.shift()) await reconcileInTurn(id);
      }),
    );
    return ids.length;
  }

  function sweepSoon(): void {
    sweep().catch((error: unknown) => deps.log.error({ err: error }, 'the sweep failed; it is repeated in a minute'));
  }

  return {
    async command(id, command, actor) {
      // Nothing has woken a departure whose run ended before another system was configured.
      if (command.type === 'departure.complete') await lookAtNewSystems(deps, id);
      const result = await transact(deps, id, command, actor);
      deps.metrics.commands.inc({ type: command.type, result: result.type });
      if (result.type === 'done') void reconcileInTurn(id);
      else
        deps.log.info({ departure: id, command: command.type, refusal: result.refusal.code }, 'a command was refused');
      return result;
    },
    async begin(command, actor) {
      const result = await begin(deps, command, actor);
      deps.metrics.commands.inc({ type: command.type, result: result.type });
      return result;
    },
    reconcile: reconcileInTurn,
    sweep,
    async start() {
      deps.gates.open();
      await resumeFromBackup(deps);
      await deps.scheduler.start((id) => reconcileInTurn(id));
      sweepSoon();
      timer = setInterval(sweepSoon, sweepEvery);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      deps.gates.close();
      await deps.scheduler.stop();
      stopping = true;
      await Promise.allSettled(running);
    },
    onChange(listener) {
      listeners.push(listener);
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
