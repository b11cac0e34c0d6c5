import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import type { Store } from '../src/engine/ports/store.ts';
import type { WakeBackend } from '../src/scheduling/agenda-scheduler.ts';
import { SqliteBackend } from '../src/scheduling/agenda-sqlite-backend.ts';
import { MongoWakeBackend } from '../src/scheduling/mongo-wake-backend.ts';
import { databaseOf, openMongoDatabase } from '../src/stores/mongo/connection.ts';
import { throughElections } from '../src/stores/mongo/persistently.ts';
import { createMongoStore } from '../src/stores/mongo/store.ts';
import { openSqliteDatabase } from '../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../src/stores/sqlite/store.ts';

/** A store for a measurement, and what its scheduler stands on. */
export interface OpenedStore {
  store: Store;
  wakes: WakeBackend;
  /** What all departures and their journals take up in the file; of SQLite alone. */
  bytes(): number;
  /** False while a measurement is set up: whatever fails then is thrown away. MongoDB always waits. */
  waitForDisk(yes: boolean): void;
  close(): Promise<void>;
}

/** In a file of the folder, or in a database that a URI names. */
type Where = { folder: string } | { mongodbUri: string };

export async function openKept(where: Where, masterKey: Uint8Array): Promise<OpenedStore> {
  if ('mongodbUri' in where) {
    const { mongodbUri: uri } = where;
    const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
    return {
      store,
      wakes: new MongoWakeBackend({ uri, database: databaseOf(uri), log: pino({ level: 'silent' }), throughElections }),
      bytes() {
        throw new Error('only what a file takes up is measured');
      },
      waitForDisk: () => undefined,
      close: () => store.close(),
    };
  }
  const database = openSqliteDatabase(join(where.folder, 'relais.db'));
  const store = await createSqliteStore({ database, masterKey });
  const pragma = (name: string) =>
    z.looseObject({ [name]: z.number() }).parse(database.prepare(`PRAGMA ${name}`).get())[name] ?? Number.NaN;
  return {
    store,
    wakes: new SqliteBackend({ database }),
    bytes() {
      database.pragma('wal_checkpoint(TRUNCATE)');
      return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
    },
    waitForDisk: (yes) => void database.pragma(`synchronous = ${yes ? 'FULL' : 'OFF'}`),
    async close() {
      await store.close();
      database.close();
    },
  };
}
