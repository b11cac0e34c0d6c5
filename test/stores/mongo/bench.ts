import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, inject } from 'vitest';
import type { Store } from '../../../src/engine/ports/store.ts';
import { databaseOf, openMongoDatabase, uriOfDatabase } from '../../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import type { StoreBench } from '../../contracts/store-contract.ts';

export const masterKey = Buffer.alloc(32, 7);

/** Null where there is no server: whoever asks skips loudly (`test/support/mongo/mongod.ts` has told). */
export const serverUri = inject('mongodbUri');

export interface MongoBench extends StoreBench {
  uri: string;
  /** What somebody with the database, but without the master key, has. */
  db: Db;
}

/** Databases of this file; making one takes longer than a test, so that each is used again, emptied. */
const free: { uri: string; client: MongoClient }[] = [];
const made: MongoClient[] = [];

afterAll(async () => {
  for (const client of made) {
    await client.db().dropDatabase();
    await client.close();
  }
});

/** An empty MongoDB database. */
export async function makeMongoBench(): Promise<MongoBench> {
  const place = free.pop() ?? (await makeDatabase());
  const { uri, client } = place;
  const db = client.db(databaseOf(uri));
  const opened: Store[] = [];
  return {
    uri,
    db,
    async open() {
      const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
      opened.push(store);
      return store;
    },
    async rewritten(work) {
      const before = await storedStates(db);
      await work();
      const after = [...(await storedStates(db))].filter(([key, sealed]) => !before.get(key)?.equals(sealed));
      return after.reduce((bytes, [, sealed]) => bytes + sealed.length, 0);
    },
    async dispose() {
      await Promise.all(opened.map((store) => store.close()));
      const collections = await db.listCollections({}, { nameOnly: true }).toArray();
      for (const { name } of collections) if (name !== 'migration') await db.collection(name).deleteMany({});
      free.push(place);
    },
  };
}

async function makeDatabase(): Promise<{ uri: string; client: MongoClient }> {
  if (serverUri === null) throw new Error('there is no server');
  const uri = uriOfDatabase(serverUri, `relais_test_${randomUUID().slice(0, 13)}`);
  const client = await new MongoClient(uri, { promoteBuffers: true, writeConcern: { w: 'majority' } }).connect();
  made.push(client);
  return { uri, client };
}

/** By its place, what is stored of every state. */
async function storedStates(db: Db): Promise<Map<string, Buffer>> {
  const departures = await db.collection('departures').find().toArray();
  const parts = await db.collection('parts').find().toArray();
  return new Map([
    ...departures.map(({ _id, state }) => [String(_id), state] as const),
    ...parts.map(({ departureId, part, sealed }) => [`${departureId} ${part}`, sealed] as const),
  ]);
}
