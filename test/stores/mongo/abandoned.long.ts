import { MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appNameOf, databaseOf } from '../../../src/stores/mongo/connection.ts';
import { sampleDeparture, sampleEntries } from '../samples.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('a process that died in mid-transaction', () => {
  it('holds up whoever needs what it had for seconds, not for a minute', async () => {
    const bench = await makeMongoBench();
    onTestFinished(() => bench.dispose());
    const store = await bench.open();
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    const dead = await new MongoClient(bench.uri, { appName: appNameOf(databaseOf(bench.uri), 'store') }).connect();
    onTestFinished(() => dead.close());
    const session = dead.startSession();
    session.startTransaction();
    const db = dead.db();
    await db.collection<{ _id: string }>('departures').updateOne({ _id: 'd1' }, { $set: { version: 7 } }, { session });
    const count = { $set: { value: Buffer.of(7) } };
    await db.collection<{ _id: string }>('meta').updateOne({ _id: 'departures' }, count, { session });
    const began = Date.now();
    const [committed, created] = await Promise.all([
      store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 2, 2), null),
      store.departures.create(sampleDeparture('d2'), sampleEntries('d2', 1, 1), null),
    ]);
    expect([committed, created]).toEqual(['committed', 'created']);
    expect(Date.now() - began).toBeLessThan(15_000);
    expect((await store.departures.load('d1'))?.version).toBe(2);
  });
});
