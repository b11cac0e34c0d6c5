import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agenda, type Job } from 'agenda';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';

/** Agenda's own reader of cron lines: what it says is what must be kept. */
const cronParser = z
  .object({
    CronExpressionParser: z.custom<{
      parse(line: string, options: { currentDate: Date; tz: string }): { next(): { toDate(): Date } };
    }>((value) => typeof value === 'function'),
  })
  .parse(createRequire(createRequire(import.meta.url).resolve('agenda'))('cron-parser')).CronExpressionParser;

/** The days on which the clocks change, in each zone: forward, then back. */
const changes = [
  ['Europe/Paris', '2026-03-29T01:00:00Z'],
  ['Europe/Paris', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
] as const;

let folder: string;
let agenda: Agenda;
let elsewhere: SqliteBackend;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relais-dst-'));
  const backend = new SqliteBackend({ path: join(folder, 'jobs.db') });
  await backend.connect();
  elsewhere = new SqliteBackend({ path: join(folder, 'jobs.db') });
  await elsewhere.connect();
  agenda = new Agenda({ backend, processEvery: '1 hour' });
  await agenda.ready;
  for (const name of ['cron', 'daily']) agenda.define(name, (_job, done) => done());
});
// Only the date: the timers of the file's own look-outs go on.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await agenda.stop(false);
  await elsewhere.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

/** What another process reads of the job. */
async function reloaded(job: Job<unknown>) {
  const id = job.attrs._id;
  if (!id) throw new Error('the job was not saved');
  const found = await elsewhere.repository.getJobById(String(id));
  if (!found) throw new Error('the job is gone');
  return found;
}

/** Hour and minute on the clock of the zone. */
function wallClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );
}

const around = fc.record({
  change: fc.constantFrom(...changes),
  /** Minutes from the change, three days either way. */
  offset: fc.integer({ min: -3 * 1440, max: 3 * 1440 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.constantFrom(0, 1, 30, 59),
  days: fc.constantFrom('*', '1-5', '0', '6'),
});
const hostileRuns = Number(process.env['HOSTILE_RUNS']);
const numRuns = hostileRuns > 0 ? hostileRuns : 60;

describe('Agenda over our file, on the days the clocks change', () => {
  it('runs a cron line next when Agenda’s own reader says, and keeps that through the file', async () => {
    await fc.assert(
      fc.asyncProperty(around, async ({ change: [zone, at], offset, hour, minute, days }) => {
        const line = `${minute} ${hour} * * ${days}`;
        const lastRunAt = new Date(Date.parse(at) + offset * 60_000);
        vi.setSystemTime(lastRunAt);
        const job = await agenda.create('cron', {}).repeatEvery(line, { timezone: zone }).save();
        expect(await reloaded(job)).toMatchObject({ repeatInterval: line, repeatTimezone: zone });
        // The end of a run is when Agenda works the next one out.
        await job.run();
        const kept = await reloaded(job);
        const expected = cronParser.parse(line, { currentDate: lastRunAt, tz: zone }).next().toDate();
        expect(kept).toMatchObject({ repeatInterval: line, repeatTimezone: zone, lastRunAt, nextRunAt: expected });
        expect(expected.getTime()).toBeGreaterThan(lastRunAt.getTime());
        // Away from the hours that are left out or come twice, the clock on the wall shows what was asked for.
        if (hour > 3)
          expect(wallClock(expected, zone)).toBe(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
      }),
      { numRuns },
    );
  });

  it.each(changes)('goes through the change of %s at %s day by day: each once, at the same hour', async (zone, at) => {
    const job = await agenda.create('daily', {}).repeatEvery('30 9 * * *', { timezone: zone }).save();
    let last = new Date(Date.parse(at) - 3 * 86_400_000);
    const seen: string[] = [];
    for (let day = 0; day < 6; day += 1) {
      vi.setSystemTime(last);
      await job.run();
      const next = (await reloaded(job)).nextRunAt;
      if (!next) throw new Error('no next run');
      expect(wallClock(next, zone)).toBe('09:30');
      seen.push(new Intl.DateTimeFormat('sv', { timeZone: zone }).format(next));
      last = next;
    }
    expect(new Set(seen).size).toBe(6);
    expect(Date.parse(seen[5] ?? '') - Date.parse(seen[0] ?? '')).toBe(5 * 86_400_000);
  });

  it('keeps an instant that was asked for to the millisecond, whatever clock it was written on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...changes),
        fc.integer({ min: -7_200_000, max: 7_200_000 }),
        async ([, at], offset) => {
          const due = new Date(Date.parse(at) + offset);
          const job = await agenda.schedule(due, 'once', {});
          expect((await reloaded(job)).nextRunAt).toEqual(due);
          // The same instant, written with the offset of either side of the change.
          for (const hours of [1, 2, -4, -5]) {
            const local = new Date(due.getTime() + hours * 3_600_000).toISOString().slice(0, -1);
            const written = `${local}${hours < 0 ? '-' : '+'}0${Math.abs(hours)}:00`;
            expect((await reloaded(await agenda.schedule(new Date(written), 'once', {}))).nextRunAt).toEqual(due);
          }
        },
      ),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });
});
