import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { replayLine, simulate } from '../test/simulation/property.ts';

const usage = `Plays random departures with random trouble, and holds each to the invariants in test/simulation.

  npm run simulate -- [--runs 2000] [--seed 1] [--path 12:3:0]

  --runs  how many scenarios to play
  --seed  where the dice start; without it, another one each time
  --path  of a failure that was printed before: plays just that one`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2_147_483_647) },
    path: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} expects a whole number, not "${text}"`);
  return value;
}

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const seed = whole('seed', values.seed);
  const runs = values.path ? 1 : whole('runs', values.runs);
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
  const step = Math.max(100, Math.floor(runs / 20));
  console.log(values.path ? `Playing ${values.path} of seed ${seed} again.` : `${runs} runs from seed ${seed}.`);
  const { failure, runs: played } = await simulate({
    runs,
    seed,
    path: values.path,
    onRun: (done) => {
      if (done % step === 0 && done <= runs) console.log(`${done} of ${runs} after ${seconds()} s`);
    },
  });
  if (!failure) {
    console.log(pc.green(`${played} runs kept every invariant in ${seconds()} s.`));
    return;
  }
  console.log(pc.red(`Broken after ${seconds()} s:`));
  for (const { invariant, what } of failure.violations) console.log(`  ${pc.bold(invariant)}: ${what}`);
  if (failure.violations.length === 0) console.log(failure.cause);
  if (values.path) console.log(JSON.stringify(failure.scenario, null, 1));
  console.log(`Again with: ${replayLine(failure)}`);
  process.exitCode = 1;
}

await main();
