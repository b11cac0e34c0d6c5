import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobParameters } from 'agenda';
import { onTestFinished } from 'vitest';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';

/** A database path in a folder of its own, gone when the test is. */
export function scratchFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relais-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'jobs.db');
}

/** A connected backend on a file of its own, or on the given one. */
export async function connectedBackend(path = scratchFile()): Promise<SqliteBackend> {
  const backend = new SqliteBackend({ path });
  await backend.connect();
  onTestFinished(() => backend.disconnect());
  return backend;
}

/** A plain job, due a minute ago. */
export function aJob(change: Partial<JobParameters<unknown>> = {}): JobParameters<unknown> {
  return {
    name: 'water the plants',
    priority: 0,
    nextRunAt: new Date(Date.now() - 60_000),
    type: 'normal',
    data: {},
    ...change,
  };
}

export const fromNow = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Looks every few milliseconds until it holds; fails with what was being waited for. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, within = 5_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${within} ms in vain for: ${what}`);
    await pause(5);
  }
}
