import { parseArgs } from 'node:util';
import { startCluster } from '../test/faults/cluster.ts';
import { playFaults } from '../test/faults/round.ts';
import { sizes } from '../test/faults/schedule.ts';
import { companyWith } from '../test/kills/leavers.ts';
import { prepare } from '../test/kills/prepare.ts';
import { hasKit } from '../test/support/mongo/mongod.ts';

/**
 * Three nodes of MongoDB, four processes of Relais and departures in mid-run, all of them hurt again and again: `npm
 * run faults`, and a short one with `-- --quick`. The same seed has the same faults in the same order.
 */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
if (!Number.isInteger(seed)) {
  console.error('Usage: npm run faults -- [--quick] [--seed 1]');
  process.exit(2);
}
if (!hasKit()) {
  console.error('SKIPPED: the faults need ../shared/mongod, which starts three nodes of MongoDB. It is not here.');
  process.exit(0);
}

const size = values.quick ? sizes.quick : sizes.full;
console.log(`Seed ${seed}. ${size.departures} departures are planned through signed Slack requests …`);
// What was started, the last first; also when somebody presses Ctrl-C, because nodes and mounts would stay.
const left: (() => Promise<void>)[] = [];
const leave = async () => {
  for (const end of left.splice(0).reverse()) await end();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void leave().finally(() => process.exit(1)));
const prepared = await prepare(companyWith(size.departures), {
  crowded: size.crowded,
  only: size.systems ?? undefined,
});
left.push(() => prepared.dispose({ keep: process.exitCode === 1 }));
try {
  const cluster = await startCluster();
  left.push(() => cluster.close());
  const { problems, faults, writes, seconds, log } = await playFaults({
    ...{ prepared, cluster, seed, size },
    say: (line) => console.log(`  ${line}`),
  });
  const came = Object.entries(faults).map(([what, times]) => `${what}: ${times}`);
  console.log(`${came.join(', ')}; ${writes.all} writes, ${writes.whileStopped} while a process stood still.`);
  if (!cluster.hasSmallDisk) console.log('SKIPPED: the full disk, because no file system can be mounted here.');
  if (problems.length > 0) {
    for (const problem of problems) console.error(`✘ ${problem}`);
    console.error(`  log: ${log}`);
    console.error(`Again: npm run faults -- ${values.quick ? '--quick ' : ''}--seed ${seed}`);
    process.exitCode = 1;
  } else
    console.log(
      `✔ ${size.departures} departures ended right, nothing was done or said twice, every chain verifies, every read model is what the departures say. ${seconds} s.`,
    );
} finally {
  await leave();
}
