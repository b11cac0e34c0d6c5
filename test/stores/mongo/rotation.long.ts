import { describe } from 'vitest';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { barOlderThan } from '../../../src/stores/mongo/key-barrier.ts';
import { openKeyedMongo } from '../../../src/stores/mongo/rotation.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { rotationContract } from '../../contracts/rotation-contract.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('MongoDB', () => {
  rotationContract('in MongoDB', async () => {
    const bench = await makeMongoBench();
    const opened = async <T>(open: (database: Awaited<ReturnType<typeof openMongoDatabase>>) => Promise<T>) => {
      const database = await openMongoDatabase(bench.uri);
      try {
        return await open(database);
      } catch (error) {
        await database.close();
        throw error;
      }
    };
    return {
      open: (masterKey, now) =>
        opened((database) => createMongoStore({ database, masterKey, ...(now && { masterKeyNow: now }) })),
      keyed: (masterKey) => opened((database) => openKeyedMongo({ database, masterKey })),
      async dispose() {
        await barOlderThan(bench.db, 1);
        await bench.dispose();
      },
    };
  });
});
