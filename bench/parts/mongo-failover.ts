import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { openMongoDatabase } from '../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../src/stores/mongo/store.ts';
import { primaryOf, type ReplicaSet } from '../../test/support/mongo/mongod.ts';
import { fillStore } from '../filled-store.ts';
import { onMongo } from '../mongo-server.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { quantile, seconds } from '../statistics.ts';

const sizes: Record<Size, { deaths: number }> = { full: { deaths: 5 }, tiny: { deaths: 1 } };

const what = 'longest gap between two commits when the primary of three nodes is killed';

export const mongoFailover = definePart({
  name: 'mongo-failover',
  about: 'how long nothing is committed when a primary dies, beside a loop of the bare driver at the same time',
  measure: (size) => onMongo(3, what, (server) => measureOn(server, sizes[size])),
});

async function measureOn(server: ReplicaSet, { deaths }: { deaths: number }): Promise<Row[]> {
  const store = await createMongoStore({ database: await openMongoDatabase(server.uri), masterKey: randomBytes(32) });
  const client = await new MongoClient(server.uri, {
    serverSelectionTimeoutMS: 5_000,
    writeConcern: { w: 'majority' },
  }).connect();
  try {
    const filled = await fillStore(store, 4);
    const gaps = { relais: [] as number[], bare: [] as number[] };
    for (let death = 0; death < deaths; death += 1) {
      let over = false;
      const relais = longestGap(filled.commitAt, () => over);
      const bare = longestGap(
        (index) => write(client, index),
        () => over,
      );
      await wait(2_000);
      process.kill(await primaryOf(client, server), 'SIGKILL');
      await wait(8_000);
      over = true;
      gaps.relais.push(await relais);
      gaps.bare.push(await bare);
      await server.bringBack();
    }
    const [ours, theirs] = [quantile(gaps.relais, 0.5), quantile(gaps.bare, 0.5)];
    return [
      {
        what: `${what}, median of ${deaths} (longest ${seconds(Math.max(...gaps.relais))})`,
        measured: seconds(ours),
        baseline: `${seconds(theirs)}: transactions of the bare driver, made again at once after whatever they throw`,
        ratio: ours / theirs,
        goal: { type: 'times', most: 1.3 },
        reason: 'a commit whose answer was lost is looked for before anything is repeated',
      },
    ];
  } finally {
    await client.close();
    await store.close();
  }
}

/**
 * Works without a pause until it is over, also while nothing succeeds; the longest time between two successes, in
 * milliseconds.
 */
async function longestGap(work: (index: number) => Promise<void>, isOver: () => boolean): Promise<number> {
  let longest = 0;
  let last = performance.now();
  for (let index = 0; !isOver(); index += 1) {
    try {
      await work(index % 4);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    } catch {
      await wait(5);
    }
  }
  return Math.max(longest, performance.now() - last);
}

async function write(client: MongoClient, index: number): Promise<void> {
  const session = client.startSession();
  try {
    await session.withTransaction(
      async () => {
        const db = client.db('bare');
        await db
          .collection<{ _id: number }>('things')
          .updateOne({ _id: index }, { $inc: { count: 1 } }, { session, upsert: true });
        await db.collection('lines').insertOne({ index }, { session });
      },
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    );
  } finally {
    await session.endSession();
  }
}
