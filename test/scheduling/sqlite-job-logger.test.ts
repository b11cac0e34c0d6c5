import type { JobLogEntry, JobLogQuery } from 'agenda';
import { describe, expect, it } from 'vitest';
import { connectedBackend } from './scratch.ts';

const start = new Date('2025-06-01T12:00:00Z').getTime();
const second = (n: number): Date => new Date(start + n * 1_000);
const entries: Omit<JobLogEntry, '_id'>[] = [
  { timestamp: second(0), level: 'info', event: 'start', jobName: 'a', jobId: '1', message: 'a started' },
  {
    timestamp: second(1),
    level: 'info',
    event: 'success',
    jobName: 'a',
    jobId: '1',
    message: 'a went well',
    duration: 1.5,
  },
  { timestamp: second(2), level: 'info', event: 'start', jobName: 'b', jobId: '2', message: 'b started' },
  {
    timestamp: second(3),
    level: 'error',
    event: 'fail',
    jobName: 'b',
    jobId: '2',
    message: 'b failed',
    error: 'timeout',
  },
  {
    timestamp: second(4),
    level: 'warn',
    event: 'retry',
    jobName: 'b',
    jobId: '2',
    message: 'b again',
    failCount: 3,
    retryAttempt: 1,
    retryDelay: 5_000,
    agendaName: 'worker-1',
    meta: { nested: { key: 'value' } },
  },
  { timestamp: second(4), level: 'debug', event: 'retry:exhausted', jobName: 'c', message: 'same instant, later' },
];

async function filled() {
  const { logger } = await connectedBackend();
  for (const entry of entries) await logger.log(entry);
  return logger;
}

describe('the job log', () => {
  it('gives back what was written, newest first', async () => {
    const { entries: read, total } = await (await filled()).getLogs();
    expect(total).toBe(entries.length);
    expect(read.map(({ _id, ...rest }) => rest)).toEqual(entries.toReversed());
    expect(new Set(read.map(({ _id }) => _id)).size).toBe(entries.length);
  });

  it.each<[string, JobLogQuery, number[]]>([
    ['job name', { jobName: 'a' }, [0, 1]],
    ['job id', { jobId: '2' }, [2, 3, 4]],
    ['level', { level: 'error' }, [3]],
    ['levels', { level: ['error', 'warn'] }, [3, 4]],
    ['event', { event: 'start' }, [0, 2]],
    ['events', { event: ['fail', 'retry'] }, [3, 4]],
    ['from', { from: second(3) }, [3, 4, 5]],
    ['to', { to: second(1) }, [0, 1]],
    ['a span', { from: second(1), to: second(3) }, [1, 2, 3]],
    ['several at once', { jobName: 'b', level: 'info', from: second(1) }, [2]],
    ['nothing there', { jobName: 'unknown' }, []],
  ])('filters by %s, and clears the same ones', async (_what, query, expected) => {
    const logger = await filled();
    const { entries: read, total } = await logger.getLogs({ ...query, sort: 'asc' });
    expect(read.map(({ message }) => message)).toEqual(expected.map((index) => entries[index]?.message));
    expect(total).toBe(expected.length);
    expect(await logger.clearLogs(query)).toBe(expected.length);
    expect((await logger.getLogs()).total).toBe(entries.length - expected.length);
  });

  it('pages, with the total of all', async () => {
    const logger = await filled();
    const page = await logger.getLogs({ limit: 2, offset: 1, sort: 'asc' });
    expect(page.entries.map(({ message }) => message)).toEqual(['a went well', 'b started']);
    expect(page.total).toBe(entries.length);
  });

  it('gives fifty when not told how many', async () => {
    const { logger } = await connectedBackend();
    for (let n = 0; n < 60; n++)
      await logger.log({ timestamp: second(n), level: 'info', event: 'start', jobName: 'a', message: '' });
    expect((await logger.getLogs()).entries).toHaveLength(50);
    expect(await logger.clearLogs()).toBe(60);
  });
});
