import { Agenda, type AgendaBackend, backoffStrategies, type Job } from 'agenda';
import type { Logger } from 'pino';
import { z } from 'zod';
import { inTurn } from '../engine/concurrency/in-turn.ts';
import type { Clock } from '../engine/ports/clock.ts';
import {
  type OnWake,
  type Scheduler,
  type WaitingWake,
  type WakeReason,
  wakeReasons,
} from '../engine/ports/scheduler.ts';
import { JobGoneError } from './job-gone-error.ts';
import { createTakingGate } from './taking-gate.ts';

/** Where wake-ups are kept: any backend of Agenda that can also let time pass. */
export interface WakeBackend extends AgendaBackend {
  /** Brings the next run of every waiting job forward and starts what has become due. */
  shiftWaiting(milliseconds: number): Promise<void>;
}

export interface AgendaSchedulerOptions {
  /** Belongs to the scheduler from now on: `stop` disconnects it. A database it was given stays open. */
  backend: WakeBackend;
  log: Logger;
  /** The clock that instants are given in; it may run ahead of the machine's. */
  clock: Clock;
  /** How long a wake-up stays this process's own when the process dies, in milliseconds. */
  lockLifetimeMs?: number;
  /** How long `stop` waits for running wake-ups, in milliseconds. */
  graceMs?: number;
}

/** As many as the engine's sweep reconciles beside one another. */
const atOnce = 200;
const minute = 60_000;
/** Only for what no notification announced: a lock that ran out, a timer that was lost. */
const pollEvery = 5_000;

const wakeSchema = z.object({ departureId: z.string(), at: z.iso.datetime() });
type Wake = z.infer<typeof wakeSchema>;
const reasonSchema = z.enum(wakeReasons);

/** A failing wake-up comes again a few times; then the sweep has it. */
const backoff = backoffStrategies.exponential({ delay: 1_000, factor: 4, maxRetries: 4, maxDelay: minute });

/**
 * The scheduler port over Agenda. A wake-up is one job, named by its reason, with the departure's id as its data; to
 * run it means to call `onWake`, and nothing else.
 */
export function createAgendaScheduler(options: AgendaSchedulerOptions): Scheduler {
  const { backend, log, clock, lockLifetimeMs = 10 * minute, graceMs = 10_000 } = options;
  const turn = inTurn();
  const gate = createTakingGate(backend.repository);
  /** What runs, and the timer that keeps its lock. */
  const running = new Map<Job<Wake>, NodeJS.Timeout>();
  let opening: Promise<Agenda> | undefined;
  let onWake: OnWake | undefined;

  /** Made on first use. The backend is connected first: Agenda would leave its failure unhandled and wait for ever. */
  function agenda(): Promise<Agenda> {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  async function open(): Promise<Agenda> {
    await backend.connect();
    gate.open();
    const made = new Agenda({
      backend: {
        name: backend.name,
        repository: gate.repository,
        notificationChannel: backend.notificationChannel,
        ownsConnection: backend.ownsConnection,
        connect: () => backend.connect(),
        disconnect: () => backend.disconnect(),
      },
      processEvery: pollEvery,
      maxConcurrency: atOnce,
      defaultLockLifetime: lockLifetimeMs,
      removeOnComplete: true,
    });
    made.on('error', (error: Error) => {
      // Locked for its turn, and asked for anew meanwhile: who did so has seen what is due, and the later wake-up is in
      // the table.
      if (error instanceof JobGoneError) log.debug({ err: error }, 'a wake-up was replaced before it began');
      else log.error({ err: error }, 'Agenda reported an error');
    });
    made.on('retry exhausted', (error, job) => {
      log.error({ err: error, job: job.attrs.name }, 'a wake-up failed for good; the sweep will find its departure');
      job.remove().catch((cause: unknown) => log.error({ err: cause }, 'a failed wake-up could not be removed'));
    });
    made.on('complete', (job) => {
      for (const [run, heartbeat] of running) {
        if (!('attrs' in job) || run.attrs._id !== job.attrs._id) continue;
        clearInterval(heartbeat);
        running.delete(run);
      }
    });
    for (const why of wakeReasons) {
      const wake = (job: Job<Wake>) => run(job, why);
      // biome-ignore lint/nursery/noMisusedPromises: Agenda has an overload for promises; the linter sees the one for callbacks.
      made.define(why, wake, { concurrency: atOnce, backoff });
    }
    await made.ready;
    return made;
  }

  async function run(job: Job<Wake>, why: WakeReason): Promise<void> {
    // A wake-up that asks for the next one is no longer in the table: then there is no lock to keep either.
    const heartbeat = setInterval(() => void job.touch().catch(() => undefined), lockLifetimeMs / 3).unref();
    running.set(job, heartbeat);
    const { departureId } = wakeSchema.parse(job.attrs.data);
    try {
      await onWake?.(departureId, why);
    } catch (error) {
      log.warn({ err: error, departure: departureId, why }, 'a wake-up failed');
      throw error;
    }
  }

  async function drained(): Promise<void> {
    const giveUpAt = Date.now() + graceMs;
    while (running.size > 0 && Date.now() < giveUpAt) await new Promise((done) => setTimeout(done, 10));
  }

  /** Makes a wake-up that did not end in time due again, for this departure's next process. */
  async function handBack(job: Job<Wake>, heartbeat: NodeJS.Timeout): Promise<void> {
    clearInterval(heartbeat);
    running.delete(job);
    const { lockedAt, ...attrs } = job.attrs;
    try {
      await backend.repository.saveJobState({ ...attrs, nextRunAt: new Date() }, undefined);
      log.warn({ why: attrs.name, lockedAt }, 'a wake-up did not end in time and was handed back');
    } catch {
      // It has asked for its successor already, which is in the table.
    }
  }

  return {
    wakeAt: (id, at, why) =>
      turn(id, async () => {
        const made = await agenda();
        // The one that runs now goes too: at its end Agenda would write over whatever was asked for meanwhile.
        await made.cancel({ data: { departureId: id } });
        const wake: Wake = { departureId: id, at: at.toISOString() };
        const ahead = at.getTime() - clock.now().getTime();
        await made
          .create(why, wake)
          .schedule(new Date(Date.now() + ahead))
          .save();
      }),

    forget: (id) =>
      turn(id, async () => {
        await (await agenda()).cancel({ data: { departureId: id } });
      }),

    async start(listener) {
      onWake = listener;
      await (await agenda()).start();
    },

    async stop(last = async () => {}) {
      if (opening !== undefined) {
        const made = await opening;
        await gate.close();
        // Gives back what is locked and has not started; what runs keeps its lock until it ends.
        await made.stop(false);
        await drained();
        for (const [job, heartbeat] of running) await handBack(job, heartbeat);
      }
      try {
        await last();
      } finally {
        // Agenda removes a finished job after it has announced its end.
        await new Promise((done) => setImmediate(done));
        if (opening !== undefined) {
          opening = undefined;
          await backend.disconnect();
        }
      }
    },

    async waiting(limit) {
      const made = await agenda();
      const states = ['queued', 'scheduled', 'failed'] as const;
      const found = await Promise.all(
        states.map((state) =>
          made.queryJobs({ names: [...wakeReasons], state, sort: { nextRunAt: 'asc' }, includeDisabled: false, limit }),
        ),
      );
      return found
        .flatMap(({ jobs }) => jobs)
        .flatMap((job): { next: Date; wake: WaitingWake }[] => {
          const { departureId, at } = wakeSchema.parse(job.data);
          const wake = { departureId, why: reasonSchema.parse(job.name), at: new Date(at) };
          return job.nextRunAt ? [{ next: job.nextRunAt, wake }] : [];
        })
        .toSorted((left, right) => left.next.getTime() - right.next.getTime())
        .slice(0, limit)
        .map(({ wake }) => wake);
    },

    async clockMoved(milliseconds) {
      await agenda();
      await backend.shiftWaiting(milliseconds);
    },
  };
}
