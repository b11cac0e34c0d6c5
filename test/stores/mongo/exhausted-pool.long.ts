import { describe, expect, it, onTestFinished } from 'vitest';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { sampleDeparture, sampleEntries, samplePerson } from '../samples.ts';
import { makeMongoBench, masterKey, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('a store whose connections are all in use', () => {
  it('waits for one instead of failing, and loses and doubles nothing', async () => {
    const bench = await makeMongoBench();
    onTestFinished(() => bench.dispose());
    const uri = `${bench.uri}${bench.uri.includes('?') ? '&' : '?'}maxPoolSize=1&waitQueueTimeoutMS=60`;
    const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
    onTestFinished(() => store.close());
    const ids = Array.from({ length: 40 }, (_, index) => `d${index}`);
    const created = await Promise.all(
      ids.map((id) =>
        store.departures.create(sampleDeparture(id, { leaver: samplePerson(id) }), sampleEntries(id, 1, 2), null),
      ),
    );
    expect(created).toEqual(ids.map(() => 'created'));
    const loaded = await Promise.all(ids.map((id) => store.departures.load(id)));
    expect(loaded.map((one) => one?.id)).toEqual(ids);
    for await (const { findings, entries } of store.audit.verify()) expect([findings, entries]).toEqual([[], 2]);
  });
});
