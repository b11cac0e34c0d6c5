import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { company } from '../../src/workspace/company.ts';
import { productionPackages } from '../../test/support/production-packages.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { botToken, openSlackOutside, signingSecret } from '../slack-outside.ts';
import { megabytes, milliseconds, quantile, seconds } from '../statistics.ts';

const main = resolve(import.meta.dirname, '../../dist/main.js');
const slackAlone = resolve(import.meta.dirname, '../product/slack-alone.mjs');
const plans: Record<Size, { starts: number; rest: number }> = {
  full: { starts: 5, rest: 10_000 },
  tiny: { starts: 1, rest: 100 },
};

const readySchema = z.looseObject({ msg: z.literal('Relais is ready') });

export const footprint = definePart({
  name: 'footprint',
  about:
    'what `npm start` runs, and what runs with Slack alone, from nothing to ready, beside a Node that does nothing; then the memory at rest, and what is installed',
  measure: (size) => inScratch((folder) => measure(folder, size)),
});

async function measure(folder: string, size: Size): Promise<Row[]> {
  if (!existsSync(main)) throw new Error('dist/main.js is missing; run "npm run build" first');
  const plan = plans[size];
  const slack = await openSlackOutside(join(folder, 'slack'), company);
  try {
    const bare: number[] = [];
    for (let turn = 0; turn < plan.starts; turn += 1) bare.push(await bareStart());
    const node = quantile(bare, 0.5);
    const workspace = await startsOf(join(folder, 'workspace'), [main], {}, plan);
    const env = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret };
    const alone = await startsOf(join(folder, 'alone'), [slackAlone, slack.apiUrl], env, plan);
    return [
      ...rows('the local workspace', workspace, { node, ...plan, seconds: 3, megabytes: 200 }),
      ...rows('Slack alone', alone, { node, ...plan, seconds: 1, megabytes: 120 }),
      installed(),
    ];
  } finally {
    await slack.close();
  }
}

interface Started {
  /** Milliseconds, the median of all starts. */
  median: number;
  /** Bytes, at rest. */
  resident: number;
}

async function startsOf(
  folder: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  { starts, rest }: { starts: number; rest: number },
): Promise<Started> {
  const took: number[] = [];
  let resident = 0;
  for (let turn = 0; turn < starts; turn += 1) {
    const relais = await start(join(folder, String(turn)), command, env);
    took.push(relais.took);
    if (turn === starts - 1) {
      await wait(rest);
      resident = await residentBytes(relais.pid);
    }
    await relais.stop();
  }
  return { median: quantile(took, 0.5), resident };
}

interface Limits {
  node: number;
  starts: number;
  seconds: number;
  megabytes: number;
}

function rows(what: string, { median, resident }: Started, limits: Limits): Row[] {
  return [
    {
      what: `${what}: from the start of the process to ready, in an empty folder, median of ${limits.starts}`,
      measured: seconds(median),
      baseline: `${milliseconds(limits.node)}: a Node that does nothing`,
      ratio: median / 1000 / limits.seconds,
      goal: { type: 'limit', words: `within ${limits.seconds} s` },
      reason: 'most of it is loading code: Bolt, Agenda, zod, and every kind of system and HR system',
    },
    {
      what: `${what}: resident memory at rest`,
      measured: megabytes(resident),
      baseline: '',
      ratio: resident / 1_000_000 / limits.megabytes,
      goal: { type: 'limit', words: `within ${limits.megabytes} MB` },
      reason: 'most of it is code: Bolt, Agenda, zod, and the undici that Bolt brings',
    },
  ];
}

function installed(): Row {
  const packages = productionPackages();
  const sum = (size: 'bytes' | 'onDisk') => packages.reduce((total, one) => total + one[size], 0);
  return {
    what: `a production install, ${packages.length} packages`,
    measured: `${megabytes(sum('onDisk'))} on the disk, ${megabytes(sum('bytes'))} of files`,
    baseline: '',
    ratio: sum('onDisk') / 200_000_000,
    goal: { type: 'limit', words: 'within 200 MB' },
    reason:
      'Microsoft’s SDK and the sign-in that it brings are a third of it; docs/dependencies.md names all that are large',
  };
}

async function bareStart(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}

async function start(
  folder: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ took: number; pid: number; stop(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    // A folder of its own, so that no `.env` of whoever measures is read.
    cwd: folder,
    env: { PORT: '0', RELAIS_DATA_DIR: join(folder, 'data'), ...env },
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
