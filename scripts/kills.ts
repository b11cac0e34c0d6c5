import { parseArgs } from 'node:util';
import { livesFrom } from '../test/kills/moments.ts';
import { prepare } from '../test/kills/prepare.ts';
import { playRound, replayLine } from '../test/kills/round.ts';

/**
 * Kills the process of Relais, again and again, in the middle of ten departures: `npm run kills -- --times 200`.
 * Every twenty kills are a round: ten departures from their confirmation to their end, then everything is looked at.
 */
const killsPerRound = 20;

const { values } = parseArgs({
  options: { times: { type: 'string', default: '200' }, seed: { type: 'string' } },
});
const times = Number(values.times);
const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
if (!Number.isInteger(times) || times < 1 || !Number.isInteger(firstSeed)) {
  console.error('Usage: npm run kills -- [--times 200] [--seed 1]');
  process.exit(2);
}

const began = Date.now();
const seconds = () => `${((Date.now() - began) / 1000).toFixed(0)} s`;
console.log(`Seed ${firstSeed}. Ten departures are planned through signed Slack requests …`);
const prepared = await prepare();
console.log(`… and wait for their confirmation (${seconds()}).`);
let done = 0;
let amidCalls = 0;
try {
  for (let round = 0; done < times; round += 1) {
    const kills = Math.min(killsPerRound, times - done);
    const result = await playRound(prepared, firstSeed + round, kills);
    done += result.kills;
    amidCalls += result.amidCalls;
    if (result.problems.length > 0) {
      console.error(`✘ round ${round + 1}, after ${result.kills} kills:`);
      for (const problem of result.problems) console.error(`  ${problem}`);
      console.error(`  log: ${result.log}`);
      console.error(`Again: ${replayLine(result, livesFrom(result.seed, kills))}`);
      process.exitCode = 1;
      break;
    }
    console.log(
      `✔ ${done} kills, ${amidCalls} of them in the middle of a request (${seconds()}): ten departures ended right, nothing was done or said twice`,
    );
  }
  if (process.exitCode !== 1)
    console.log(
      `${done} kills, ${amidCalls} of them in the middle of a request: nothing lost, nothing doubled. ${seconds()}.`,
    );
} finally {
  await prepared.dispose({ keep: process.exitCode === 1 });
}
