import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import PQueue from 'p-queue';
import pc from 'picocolors';
import { replayLine, type Simulated, simulate } from '../test/simulation/property.ts';

const usage = `Plays random departures with random trouble, and holds each to the invariants in test/simulation.

  npm run simulate -- [--runs 100000] [--seed 1] [--path 12:3:0]

  --runs       how many scenarios to play
  --seed       where the dice start; without it, another one each time
  --path       of a failure that was printed before: plays just that one
  --processes  how many play at once; by default one for each core`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    path: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** What one child plays with one seed; each failure can be played again by that seed alone. */
const portion = 1000;

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} expects a whole number, not "${text}"`);
  return value;
}

function report({ failure }: Simulated): void {
  if (!failure) return;
  process.exitCode = 1;
  console.log(pc.red('Broken:'));
  for (const { invariant, what } of failure.violations) console.log(`  ${pc.bold(invariant)}: ${what}`);
  if (failure.violations.length === 0) console.log(failure.cause);
  if (values.path) console.log(JSON.stringify(failure.scenario, null, 1));
  console.log(`Again with: ${replayLine(failure)}`);
}

/** Plays in a process of its own, which reports what it found. */
function playElsewhere(runs: number, seed: number): Promise<Simulated> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--runs', String(runs), '--seed', String(seed)]);
    child.once('message', (found) => resolve(found as Simulated));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the process that played seed ${seed} ended with ${code}`)));
  });
}

async function playAll(runs: number, seed: number, processes: number): Promise<void> {
  const began = performance.now();
  const queue = new PQueue({ concurrency: processes });
  let played = 0;
  let portions = 0;
  let broken = 0;
  const minutes = () => ((performance.now() - began) / 60_000).toFixed(1);
  for (let first = 0; first < runs; first += portion)
    void queue.add(async () => {
      const found = await playElsewhere(Math.min(portion, runs - first), seed + first / portion);
      report(found);
      played += found.runs;
      portions += 1;
      if (found.failure) broken += 1;
      if (portions % 10 === 0) console.log(`${played} of ${runs} after ${minutes()} minutes`);
    });
  await queue.onIdle();
  const end = `${played} runs from seed ${seed} on, ${processes} at once, in ${minutes()} minutes`;
  console.log(broken > 0 ? pc.red(`${end}: ${broken} portions broken.`) : pc.green(`${end}: every invariant kept.`));
}

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const seed = whole('seed', values.seed);
  const runs = values.path ? 1 : whole('runs', values.runs);
  if (process.send) {
    const found = await simulate({ runs, seed });
    process.send(found);
    return process.disconnect();
  }
  if (!values.path) return playAll(runs, seed, Math.max(1, whole('processes', values.processes)));
  console.log(`Playing ${values.path} of seed ${seed} again.`);
  const found = await simulate({ runs, seed, path: values.path });
  report(found);
  if (!found.failure) console.log(pc.green('It kept every invariant.'));
}

await main();
