import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aJob, connectedBackend, fromNow, pause, scratchFile, until } from './scratch.ts';

const script = fileURLToPath(new URL('./job-worker.ts', import.meta.url));

interface Worker {
  process: ChildProcess;
  lines: string[];
  errors: string[];
}

async function worker(path: string, { lockLifetime = 60_000, takes = 1 } = {}): Promise<Worker> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, path, String(lockLifetime), String(takes)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const made: Worker = { process: child, lines: [], errors: [] };
  createInterface({ input: child.stdout }).on('line', (line) => made.lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => made.errors.push(line));
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done));
  });
  await until(() => made.lines.includes('ready') || child.exitCode !== null, 'the worker', 20_000);
  expect(made.errors).toEqual([]);
  return made;
}

const started = (...workers: Worker[]): number[] =>
  workers.flatMap(({ lines }) =>
    lines.filter((line) => line.startsWith('start ')).map((line) => Number(line.slice(6))),
  );

describe('two processes on one file', () => {
  it('run each of 5,000 jobs exactly once, and both have their share', { timeout: 180_000 }, async () => {
    const path = scratchFile();
    const { repository } = await connectedBackend(path);
    const workers = await Promise.all([worker(path), worker(path)]);
    const jobs = 5_000;
    const due = fromNow(500);
    await Promise.all(
      Array.from({ length: jobs }, (_, n) =>
        repository.saveJob(aJob({ name: 'work', data: n, nextRunAt: n % 2 ? due : fromNow(0) }), undefined),
      ),
    );
    await until(
      async () => (await repository.queryJobs({ state: 'completed', limit: 1 })).total === jobs,
      'all jobs',
      150_000,
    );
    await pause(200);
    expect(started(...workers).toSorted((a, b) => a - b)).toEqual(Array.from({ length: jobs }, (_, n) => n));
    for (const one of workers) expect(started(one).length).toBeGreaterThan(0);
    for (const one of workers) expect(one.errors).toEqual([]);
  });

  it('a killed one loses its locks, and its jobs run in the other', async () => {
    const path = scratchFile();
    const { repository } = await connectedBackend(path);
    const lockLifetime = 1_500;
    const doomed = await worker(path, { lockLifetime, takes: 60_000 });
    for (let n = 0; n < 5; n++) await repository.saveJob(aJob({ name: 'work', data: n }), undefined);
    await until(() => started(doomed).length === 5, 'the first starts');
    doomed.process.kill('SIGKILL');
    const heir = await worker(path, { lockLifetime });
    await until(() => heir.lines.filter((line) => line.startsWith('end ')).length === 5, 'the second runs', 20_000);
    expect(started(heir).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    await until(async () => (await repository.queryJobs({ state: 'completed' })).total === 5, 'the end');
    expect(heir.errors).toEqual([]);
  });
});
