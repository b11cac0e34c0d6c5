import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { definePart, type Row, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { megabytes, milliseconds, quantile, seconds } from '../statistics.ts';

const main = resolve(import.meta.dirname, '../../dist/main.js');
const plans: Record<Size, { starts: number; rest: number }> = {
  full: { starts: 5, rest: 10_000 },
  tiny: { starts: 1, rest: 100 },
};
const limits = { start: 3000, memory: 200_000_000 };

const readySchema = z.looseObject({ msg: z.literal('Relais is ready') });

export const footprint = definePart({
  name: 'footprint',
  about: 'what `npm start` runs, from nothing to ready, beside a Node that does nothing; then its memory at rest',
  measure: (size) => inScratch((folder) => measure(folder, size)),
});

async function measure(folder: string, size: Size): Promise<Row[]> {
  if (!existsSync(main)) throw new Error('dist/main.js is missing; run "npm run build" first');
  const { starts, rest } = plans[size];
  const took: number[] = [];
  const bare: number[] = [];
  let resident = 0;
  for (let turn = 0; turn < starts; turn += 1) {
    bare.push(await bareStart());
    const relais = await start(join(folder, String(turn)));
    took.push(relais.took);
    if (turn === starts - 1) {
      await wait(rest);
      resident = await residentBytes(relais.pid);
    }
    await relais.stop();
  }
  const [median, node] = [quantile(took, 0.5), quantile(bare, 0.5)];
  return [
    {
      what: `from the start of the process to ready, in an empty folder, median of ${starts}`,
      measured: seconds(median),
      baseline: `${milliseconds(node)}: a Node that does nothing`,
      ratio: median / limits.start,
      goal: { type: 'limit', words: 'within 3 s' },
      reason: 'most of it is loading modules',
    },
    {
      what: 'resident memory of the local workspace at rest',
      measured: megabytes(resident),
      baseline: '',
      ratio: resident / limits.memory,
      goal: { type: 'limit', words: 'within 200 MB' },
      reason: 'most of it is code: Bolt, botbuilder, the calendars of all countries',
    },
  ];
}

async function bareStart(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}

async function start(folder: string): Promise<{ took: number; pid: number; stop(): Promise<void> }> {
  mkdirSync(folder);
  const began = performance.now();
  const child = spawn(process.execPath, [main], {
    // A folder of its own, so that no `.env` of whoever measures is read.
    cwd: folder,
    env: { PORT: '0', RELAIS_DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child);
  const took = performance.now() - began;
  return {
    took,
    pid: child.pid ?? 0,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) throw new Error('the process has no output to read');
  for await (const line of createInterface({ input: stdout })) {
    if (!readySchema.safeParse(jsonOf(line)).success) continue;
    stdout.resume();
    return;
  }
  throw new Error('Relais ended before it was ready');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** As the operating system counts it. */
async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  const kilobytes = Number(stdout.trim());
  if (!(kilobytes > 0)) throw new Error(`ps did not tell the memory of process ${pid}`);
  return kilobytes * 1024;
}
