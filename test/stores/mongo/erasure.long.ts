import { BSON } from 'mongodb';
import { describe } from 'vitest';
import { erasureContract } from '../../contracts/erasure-contract.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('MongoDB', () => {
  erasureContract('in MongoDB', async () => {
    const bench = await makeMongoBench();
    // Every document of every collection. The log of operations and free pages are promised nothing about, see SECURITY.md.
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
