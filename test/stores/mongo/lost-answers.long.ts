import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/engine/ports/store.ts';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { hasKit, type ReplicaSet, startSet } from '../../support/mongo/mongod.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson } from '../samples.ts';
import { masterKey } from './bench.ts';

/** How the answer to `commitTransaction` is lost; twice, because the driver asks once more by itself. */
const losses = {
  'a commit that was made, and is answered by an error': {
    writeConcernError: { code: 64, errmsg: 'too few acknowledged it in time' },
  },
  'a commit that never arrived': { closeConnection: true },
  // The client gives up after 300 ms; the server goes on with it later.
  'a commit that arrives late': { blockConnection: true, blockTimeMS: 1_500 },
};

describe.skipIf(!hasKit())('the outcome of', () => {
  let server: ReplicaSet;
  let admin: MongoClient;
  beforeAll(async () => {
    server = startSet(1, '--test-commands');
    admin = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await admin?.close();
    server?.stop();
  });

  describe.each(Object.entries(losses))('%s', (_, loss) => {
    let store: Store;
    beforeEach(async () => {
      await admin.db('relais').dropDatabase();
      // A slow machine may take its time to begin; what is to be cut short here waits five times as long.
      const uri = `${server.uri}&socketTimeoutMS=300`;
      store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
      await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    });
    afterEach(async () => {
      await set('off');
      await store.close();
    });

    const set = (mode: object | string) =>
      admin.db('admin').command({
        configureFailPoint: 'failCommand',
        mode,
        data: { failCommands: ['commitTransaction'], ...loss },
      });
    const next = { ...sampleDeparture('d1'), version: 2, status: 'active' as const };

    it('is known: a change is made once, and no conflict is told', async () => {
      await set({ times: 2 });
      expect(await store.departures.commit(next, 1, sampleEntries('d1', 2, 3), null)).toBe('committed');
      expect(await store.departures.load('d1')).toEqual(next);
      expect(await collect(store.departures.journal('d1'))).toEqual(sampleEntries('d1', 1, 3));
    });

    it('is known: a departure begins once, and is no duplicate of itself', async () => {
      const leaver = samplePerson('lea');
      await set({ times: 2 });
      const made = await store.departures.create(sampleDeparture('d2', { leaver }), sampleEntries('d2', 1, 2), null);
      expect(made).toBe('created');
      const third = sampleDeparture('d3', { leaver });
      expect(await store.departures.create(third, sampleEntries('d3', 1, 1), null)).toBe('duplicate');
      const verdicts = await collect(store.audit.verify());
      expect(verdicts.map(({ departureId, entries, findings }) => [departureId, entries, findings])).toEqual([
        ['d1', 1, []],
        ['d2', 2, []],
      ]);
    });

    it('is known: who asks first has it to do', async () => {
      await set({ times: 2 });
      expect(await store.once.take('k', 1000, 2000)).toBe('taken');
      expect(await store.once.take('k', 1000, 2000)).toBe('busy');
    });

    it('stays known where it is lost again', async () => {
      await set({ times: 6 });
      expect(await store.departures.commit(next, 1, sampleEntries('d1', 2, 2), null)).toBe('committed');
      expect(await collect(store.departures.journal('d1'))).toHaveLength(2);
    });
  });
});
