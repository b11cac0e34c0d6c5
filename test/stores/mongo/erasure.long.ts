import { setTimeout as wait } from 'node:timers/promises';
import { BSON, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { databaseOf } from '../../../src/stores/mongo/connection.ts';
import { erasureContract } from '../../contracts/erasure-contract.ts';
import { sampleDeparture, sampleEntries } from '../samples.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('MongoDB', () => {
  it('erases nothing while a departure that it goes by is being changed, whoever is first', async () => {
    const bench = await makeMongoBench();
    const client = await new MongoClient(bench.uri).connect();
    try {
      const store = await bench.open();
      for (const id of ['d1', 'd2'])
        expect(await store.departures.create(sampleDeparture(id), sampleEntries(id, 1, 1), null)).toBe('created');
      const asOf = [{ id: 'd2', version: 1 }];
      // A hold on the person is being put in the other departure: written, and not yet committed.
      const session = client.startSession();
      session.startTransaction();
      const others = client.db(databaseOf(bench.uri)).collection<{ _id: string; version: number }>('departures');
      await others.updateOne({ _id: 'd2' }, { $inc: { version: 1 } }, { session });
      let answer: string | null = null;
      const erasing = store.audit.erase('d1', null, asOf).then((said) => {
        answer = said;
      });
      await wait(300);
      expect(answer).toBeNull();
      await session.commitTransaction();
      await session.endSession();
      await erasing;
      expect(answer).toBe('changed');
      expect(await store.departures.load('d1')).not.toBeNull();
      // As it is, it is erased, and the other one stays as it was.
      await others.updateOne({ _id: 'd2' }, { $inc: { version: -1 } });
      expect(await store.audit.erase('d1', null, asOf)).toBe('erased');
      expect((await store.departures.load('d2'))?.version).toBe(1);
    } finally {
      await client.close();
      await bench.dispose();
    }
  });

  erasureContract('in MongoDB', async () => {
    const bench = await makeMongoBench();
    // Every document of every collection. The log of operations and free pages are promised nothing about, see
    // SECURITY.md.
    const allBytes = async () => {
      const collections = await bench.db.listCollections({}, { nameOnly: true }).toArray();
      const documents = await Promise.all(collections.map(({ name }) => bench.db.collection(name).find().toArray()));
      return Buffer.concat(documents.flat().map((document) => Buffer.from(BSON.serialize(document))));
    };
    return {
      open: () => bench.open(),
      dispose: () => bench.dispose(),
      allBytes,
      // A back-up of MongoDB is made of just these documents (`relais backup`).
      backUpBytes: allBytes,
      async wrappedKey(id) {
        const found = await bench.db
          .collection<{ _id: string; dataKey: Buffer | null }>('departures')
          .findOne({ _id: id });
        return found?.dataKey ?? null;
      },
    };
  });
});
