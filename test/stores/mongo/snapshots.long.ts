import { describe, expect, it, onTestFinished } from 'vitest';
import { collectionsOf } from '../../../src/stores/mongo/collections.ts';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { createTransactions } from '../../../src/stores/mongo/transactions.ts';
import { sampleDeparture, sampleEntries } from '../samples.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('what is read together', () => {
  it.each(['', 'readConcernLevel=majority'])(
    'is of one instant, whoever commits meanwhile (URI: "%s")',
    async (more) => {
      const bench = await makeMongoBench();
      onTestFinished(() => bench.dispose());
      const store = await bench.open();
      await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
      const uri = more === '' ? bench.uri : `${bench.uri}${bench.uri.includes('?') ? '&' : '?'}${more}`;
      const database = await openMongoDatabase(uri);
      onTestFinished(() => database.close());
      const { departures, entries, commits } = collectionsOf(database.db);
      const { read } = createTransactions({ client: database.client, commits });
      const seen = await read(async (session) => {
        const before = await departures.findOne({ _id: 'd1' }, { session });
        const next = sampleDeparture('d1', { version: 2, entries: 2 });
        await store.departures.commit(next, before?.version ?? 0, sampleEntries('d1', 2, 2), null);
        const after = await departures.findOne({ _id: 'd1' }, { session });
        const journal = await entries.find({ departureId: 'd1' }, { session }).toArray();
        return [before?.version, after?.version, journal.length];
      });
      expect(seen).toEqual([1, 1, 1]);
      expect((await store.departures.load('d1'))?.version).toBe(2);
    },
  );
});
