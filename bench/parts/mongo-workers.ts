import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { callRelais } from '../../test/cli/run-relais.ts';
import { standing } from '../../test/kills/drill.ts';
import { companyWith } from '../../test/kills/leavers.ts';
import { busyPeople } from '../../test/kills/people.ts';
import { type Prepared, prepare } from '../../test/kills/prepare.ts';
import { untilConfirmed } from '../../test/kills/round.ts';
import { dataDirOf } from '../../test/kills/settings.ts';
import type { ReplicaSet } from '../../test/support/mongo/mongod.ts';
import { onMongo } from '../mongo-server.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { digits, seconds } from '../statistics.ts';

const sizes: Record<Size, { departures: number; crowded: number; workers: readonly number[] }> = {
  full: { departures: 4, crowded: 4, workers: [1, 2, 4] },
  tiny: { departures: 1, crowded: 0, workers: [1, 2] },
};

const what = 'revocations proven per second by several workers on MongoDB';
/** In milliseconds. */
const patience = 600_000;

export const mongoWorkers = definePart({
  name: 'mongo-workers',
  about:
    'how many revocations are proven per second by one worker, two and four on one MongoDB, and what they read twice',
  measure: (size) =>
    onMongo(1, what, async (server) => {
      const { departures, crowded, workers } = sizes[size];
      const prepared = await prepare(companyWith(departures), { crowded });
      try {
        const runs: Run[] = [];
        for (const count of workers) runs.push(await run(prepared, server, count));
        const [alone] = runs;
        return runs.flatMap((one): Row[] => [rowOf(one, alone ?? one), readsRow(one, alone ?? one)]);
      } finally {
        await prepared.dispose();
      }
    }),
});

interface Run {
  workers: number;
  actions: number;
  milliseconds: number;
  /** Requests that only read, from the cut-off on. */
  reads: number;
}

function rowOf({ workers, actions, milliseconds }: Run, alone: Run): Row {
  const rate = (one: Pick<Run, 'actions' | 'milliseconds'>) => one.actions / (one.milliseconds / 1000);
  const mine = rate({ actions, milliseconds });
  return {
    what: `revocations proven per second, ${workers === 1 ? 'one worker' : `${workers} workers`}: ${actions.toLocaleString('en')} of them in ${seconds(milliseconds)}`,
    measured: `${digits(mine)}/s`,
    baseline: workers === 1 ? '' : `${digits(rate(alone))}/s by one`,
    ratio: workers === 1 ? 0 : mine / rate(alone),
    goal: { type: 'none' },
    reason: '',
  };
}

function readsRow({ workers, reads }: Run, alone: Run): Row {
  return {
    what: `reads of the systems from the cut-off on, ${workers === 1 ? 'one worker' : `${workers} workers`}`,
    measured: reads.toLocaleString('en'),
    baseline: workers === 1 ? '' : `${alone.reads.toLocaleString('en')} by one`,
    ratio: workers === 1 ? 0 : reads / alone.reads,
    goal: workers === 1 ? { type: 'none' } : { type: 'times', most: 1.2 },
    reason: 'what is wanted at once is done by whoever hears of it, also where another worker is at that departure',
  };
}

/** From the cut-off of all departures to the last action that was read back. */
async function run(prepared: Prepared, server: ReplicaSet, workers: number): Promise<Run> {
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const uri = uriOfDatabase(server.uri, `workers_${randomUUID().slice(0, 8)}`);
  const dataDir = dataDirOf(folder);
  const processes = Array.from({ length: workers }, () => prepared.launch(folder));
  const people = busyPeople(outside);
  const client = await new MongoClient(uri).connect();
  try {
    const migrated = await callRelais(['migrate', '--from', join(dataDir, 'relais.db'), '--to', uri]);
    if (migrated.code !== 0) throw new Error(`relais migrate ended with ${migrated.code}: ${migrated.err}`);
    const env = { RELAIS_DATA_DIR: dataDir, MONGODB_URI: uri };
    const order = prepared.order(folder, outside);
    const urls = await Promise.all(processes.map((one) => one.start({ ...order, env: { ...order.env, ...env } })));
    outside.relais = urls[0] ?? null;
    const [first] = processes;
    if (!first) throw new Error('no process');
    await untilConfirmed(first, outside);
    await people.stop();
    await Promise.all(processes.map((one) => one.settle(outside.ahead)));
    outside.ahead = Math.max(0, prepared.cutOffAt + 1000 - Date.now());
    const before = outside.calls.length;
    const began = performance.now();
    await Promise.all(processes.map((one) => one.settle(outside.ahead)));
    let counted = await standing(env);
    let milliseconds = performance.now() - began;
    while (Object.keys(counted).some((status) => status !== 'verified')) {
      if (performance.now() - began > patience)
        throw new Error(`not everything was proven: ${JSON.stringify(counted)}`);
      await wait(200);
      await Promise.all(processes.map((one) => one.settle(outside.ahead)));
      counted = await standing(env);
      milliseconds = performance.now() - began;
    }
    const reads = outside.calls.slice(before).filter(({ method }) => method === 'GET').length;
    return { workers, actions: counted['verified'] ?? 0, milliseconds, reads };
  } finally {
    await people.stop();
    await Promise.all(processes.map((one) => one.kill()));
    await client.db().dropDatabase();
    await client.close();
    await outside.close();
    remove();
  }
}
