import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../src/engine/ports/clock.ts';
import type { Scheduler } from '../../src/engine/ports/scheduler.ts';
import { createAgendaScheduler, type WakeBackend } from '../../src/scheduling/agenda-scheduler.ts';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';
import { openSqliteDatabase } from '../../src/stores/sqlite/database.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { megabytes, milliseconds, quantile } from '../statistics.ts';

export interface Load {
  waiting: number;
  due: number;
  /** Over how long the due ones are spread. */
  over: number;
}

const loads: Record<Size, readonly Load[]> = {
  full: [
    { waiting: 10_000, due: 500, over: 15_000 },
    { waiting: 100_000, due: 500, over: 15_000 },
  ],
  tiny: [{ waiting: 40, due: 10, over: 500 }],
};

const day = 86_400_000;

export const wakeUps = definePart({
  name: 'wake-ups',
  about: 'how late due wake-ups come among many that wait, and what memory those take',
  async measure(size) {
    const rows: Row[] = [];
    for (const load of loads[size]) rows.push(...(await inScratch((folder) => inFile(folder, load))));
    return rows;
  },
});

async function inFile(folder: string, load: Load): Promise<Row[]> {
  const database = openSqliteDatabase(join(folder, 'jobs.db'));
  try {
    return await measureWakeUps(new SqliteBackend({ database }), load, (yes) => {
      database.pragma(`synchronous = ${yes ? 'FULL' : 'OFF'}`);
    });
  } finally {
    database.close();
  }
}

/** On any backend; `waitForDisk` is called with false while it is filled. */
export async function measureWakeUps(
  backend: WakeBackend,
  { waiting, due, over }: Load,
  waitForDisk: (yes: boolean) => void,
): Promise<Row[]> {
  const scheduler = createAgendaScheduler({ backend, log: pino({ level: 'silent' }), clock: systemClock });
  try {
    // Only the filling is not durable: it is thrown away if it fails.
    waitForDisk(false);
    await fill(scheduler, waiting);
    waitForDisk(true);
    const { late, bare } = await letPass(scheduler, { due, over });
    globalThis.gc?.();
    return rowsOf({ late, bare, resident: process.memoryUsage().rss, waiting, due });
  } finally {
    await scheduler.stop();
  }
}

/** Their instants lie between tomorrow and a month from now. */
async function fill(scheduler: Scheduler, count: number): Promise<void> {
  const atOnce = 500;
  for (let from = 0; from < count; from += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - from) }, (_, index) =>
        scheduler.wakeAt(`waiting-${from + index}`, new Date(Date.now() + day * (1 + (index % 29))), 'reminder'),
      ),
    );
}

/**
 * Each woken departure asks for its next wake-up, as the reconciler does. Beside each, a bare timer is set for the same
 * instant.
 */
async function letPass(scheduler: Scheduler, { due, over }: Pick<Load, 'due' | 'over'>) {
  const late: number[] = [];
  const bare: number[] = [];
  const instants = new Map<string, number>();
  const start = Date.now() + 2000;
  await Promise.all(
    Array.from({ length: due }, (_, index) => {
      // Odd gaps, so that they fall on no beat of any poll.
      const at = start + Math.floor((index * over) / due) + ((index * 37) % 11);
      instants.set(`due-${index}`, at);
      setTimeout(() => bare.push(Date.now() - at), at - Date.now());
      return scheduler.wakeAt(`due-${index}`, new Date(at), 'cut-off');
    }),
  );
  if (Date.now() > start) throw new Error('the machine was too slow to set the wake-ups before they were due');
  await scheduler.start(async (id) => {
    const at = instants.get(id);
    if (at === undefined) throw new Error(`${id} was woken before its time`);
    late.push(Date.now() - at);
    await scheduler.wakeAt(id, new Date(Date.now() + day), 'reminder');
  });
  const giveUpAt = start + over + 60_000;
  while (late.length < due && Date.now() < giveUpAt) await wait(50);
  if (late.length !== due) throw new Error(`${late.length} of ${due} wake-ups came`);
  return { late, bare };
}

function rowsOf(seen: { late: number[]; bare: number[]; resident: number; waiting: number; due: number }): Row[] {
  const among = seen.waiting.toLocaleString('en');
  const late = quantile(seen.late, 0.99);
  return [
    {
      what: `lateness of ${seen.due} due wake-ups among ${among} waiting ones, p99 (p50 ${milliseconds(quantile(seen.late, 0.5))})`,
      measured: milliseconds(late),
      baseline: `${milliseconds(quantile(seen.bare, 0.99))}: bare timers for the same instants`,
      ratio: late / 1000,
      goal: { type: 'limit', words: 'under 1 s' },
      reason: 'the next job is looked for in a table that the jobs before it are still being written to',
    },
    {
      what: `memory of a process with a scheduler and ${among} waiting wake-ups`,
      measured: megabytes(seen.resident),
      baseline: '',
      ratio: 0,
      goal: { type: 'none' },
      reason: '',
    },
  ];
}
