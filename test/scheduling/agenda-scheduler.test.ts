import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/engine/ports/clock.ts';
import type { Scheduler } from '../../src/engine/ports/scheduler.ts';
import { createAgendaScheduler } from '../../src/scheduling/agenda-scheduler.ts';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';
import { type SchedulerBench, schedulerContract } from '../contracts/scheduler-contract.ts';
import { fromNow, pause, scratchFile, until } from './scratch.ts';

const log = pino({ level: 'silent' });

/** Schedulers over one database, which is opened once and shared, or once for each. */
async function makeBench(shared: boolean): Promise<SchedulerBench> {
  const folder = await mkdtemp(join(tmpdir(), 'relais-wakes-'));
  const path = join(folder, 'relais.db');
  const database = shared ? new Database(path) : undefined;
  const opened: Scheduler[] = [];
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset) };
  return {
    clock,
    async open() {
      const backend = new SqliteBackend(database ? { database } : { path });
      const scheduler = createAgendaScheduler({ backend, log, clock });
      opened.push(scheduler);
      return scheduler;
    },
    moveClock(milliseconds) {
      offset += milliseconds;
    },
    async dispose() {
      for (const scheduler of opened) await scheduler.stop();
      database?.close();
      await rm(folder, { recursive: true });
    },
  };
}

schedulerContract('Agenda over a SQLite file of its own', () => makeBench(false));
schedulerContract('Agenda over a shared SQLite connection', () => makeBench(true));

describe('wake-ups over Agenda', () => {
  const schedulerOn = (path: string, options: { lockLifetimeMs?: number; graceMs?: number } = {}) => {
    const backend = new SqliteBackend({ path });
    const scheduler = createAgendaScheduler({ backend, log, clock: systemClock, ...options });
    onTestFinished(() => scheduler.stop());
    return { scheduler, backend };
  };

  it('are jobs named by their reason', async () => {
    const { scheduler, backend } = schedulerOn(scratchFile());
    await scheduler.wakeAt('d1', fromNow(60_000), 'cut-off');
    const { jobs } = await backend.repository.queryJobs();
    expect(jobs).toMatchObject([{ name: 'cut-off', data: { departureId: 'd1' }, state: 'scheduled' }]);
  });

  it('leave nothing behind when they are done', async () => {
    const { scheduler, backend } = schedulerOn(scratchFile());
    let wakes = 0;
    await scheduler.start(async () => {
      wakes++;
    });
    for (const id of ['d1', 'd2', 'd3']) await scheduler.wakeAt(id, new Date(), 'verify');
    await until(() => wakes === 3, 'the wake-ups');
    await until(async () => (await backend.repository.queryJobs()).total === 0, 'an empty table');
  });

  it('that are replaced while they wait for their turn do not run, and nobody is alarmed', async () => {
    const lines: { level: number; msg: string }[] = [];
    const kept = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const backend = new SqliteBackend({ path: scratchFile() });
    const scheduler = createAgendaScheduler({ backend, log: kept, clock: systemClock });
    onTestFinished(() => scheduler.stop());
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    const began = new Set<string>();
    const ids = Array.from({ length: 210 }, (_, index) => `d${index}`);
    for (const id of ids) await scheduler.wakeAt(id, new Date(), 'verify');
    await scheduler.start(async (id) => {
      began.add(id);
      await held;
    });
    // As many as run beside one another; Agenda has locked the others for their turn.
    await until(() => began.size === 200, 'the first wake-ups');
    const replaced = ids.filter((id) => !began.has(id));
    await until(
      async () => (await backend.repository.queryJobs()).jobs.every(({ lockedAt }) => lockedAt),
      'every wake-up to be locked',
    );
    for (const id of replaced) await scheduler.wakeAt(id, fromNow(3_600_000), 'reminder');
    release();
    await until(() => lines.some(({ msg }) => msg.includes('replaced')), 'a replaced wake-up');
    await until(async () => (await backend.repository.queryJobs()).total === replaced.length, 'the others to end');
    expect([...began].filter((id) => replaced.includes(id))).toEqual([]);
    expect((await scheduler.waiting(100)).map(({ departureId }) => departureId).sort()).toEqual(replaced.sort());
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('that do not end in time are handed back, and run elsewhere', async () => {
    const path = scratchFile();
    const { scheduler } = schedulerOn(path, { graceMs: 50 });
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    let started = 0;
    await scheduler.start(async () => {
      started++;
      await held;
    });
    await scheduler.wakeAt('d1', new Date(), 'verify');
    await until(() => started === 1, 'the start');
    await scheduler.stop();
    const next = schedulerOn(path);
    const seen: string[] = [];
    await next.scheduler.start(async (id) => void seen.push(id));
    await until(() => seen.length === 1, 'the second run', 2_000);
    release();
    await pause(50);
    expect(seen).toEqual(['d1']);
  });

  it('that take long keep their lock', async () => {
    const path = scratchFile();
    const { scheduler } = schedulerOn(path, { lockLifetimeMs: 300 });
    const other = schedulerOn(path, { lockLifetimeMs: 300 });
    let runs = 0;
    const slow = async () => {
      runs++;
      await pause(900);
    };
    await scheduler.start(slow);
    await scheduler.wakeAt('d1', new Date(), 'verify');
    await until(() => runs === 1, 'the start');
    await other.scheduler.start(slow);
    await pause(1_000);
    expect(runs).toBe(1);
  });

  it('reports a file that cannot be opened, each time it is asked', async () => {
    const { scheduler } = schedulerOn(`${scratchFile()}/nowhere/relais.db`);
    await expect(scheduler.wakeAt('d1', new Date(), 'post')).rejects.toThrow();
    await expect(scheduler.start(async () => {})).rejects.toThrow();
  });
});
