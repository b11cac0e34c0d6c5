import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Store } from '../engine/ports/store.ts';
import type { WakeBackend } from '../scheduling/agenda-scheduler.ts';
import { SqliteBackend } from '../scheduling/agenda-sqlite-backend.ts';
import { makeFolder } from '../stores/make-folder.ts';
import { openSqliteDatabase } from '../stores/sqlite/database.ts';
import { createSqliteStore } from '../stores/sqlite/store.ts';
import type { Closing } from './closing.ts';
import { type MasterKeyAround, openMasterKey } from './master-key.ts';

/** What Relais keeps, and where it keeps its wake-ups. */
interface Kept {
  store: Store;
  wakes: WakeBackend;
  /** What `/readyz` says about the master key beside that work can be done; names no service. */
  keyWarnings: () => readonly string[];
}

interface Around {
  log: Logger;
  /** Like the global one; the key service is asked through it. */
  fetch: typeof globalThis.fetch;
  closing: Closing;
  /** The database was moved away under this process, and takes no write of it any more; heard once for each write. */
  onMoved: () => void;
  /** How the settings are read again: the master key may have been changed since the start. */
  again: MasterKeyAround['again'];
  /** The key service did not give the master key for as long as it may be held: this process must end. Called once. */
  onKeyGivenUp: () => void;
}

/** The master key at the start, and at any later moment. */
interface Keys {
  masterKey: Buffer;
  masterKeyNow: () => Buffer | null;
}

/**
 * On MongoDB where that is set, else in the one file of the embedded database. The master key is in the data folder in
 * both cases.
 */
export async function openStore(
  config: Pick<Config, 'dataDir' | 'mongodbUri' | 'masterKey' | 'kms'>,
  around: Around,
): Promise<Kept> {
  const { dataDir, mongodbUri } = config;
  makeDataFolder(dataDir);
  const { keyWarnings, ...keys } = await openMasterKey(config, around);
  const kept =
    mongodbUri === null
      ? await openEmbedded(join(dataDir, 'relais.db'), keys, around)
      : await openMongo(mongodbUri, keys, around);
  return { ...kept, keyWarnings };
}

async function openEmbedded(path: string, keys: Keys, { log, closing }: Around): Promise<Omit<Kept, 'keyWarnings'>> {
  const database = openSqliteDatabase(path);
  closing.push(() => {
    database.close();
  });
  const store = await createSqliteStore({ database, ...keys, log });
  closing.push(() => store.close());
  return { store, wakes: new SqliteBackend({ database }) };
}

/** Loaded only where it is used: the driver takes its time. */
async function openMongo(
  uri: string,
  keys: Keys,
  { log, closing, onMoved }: Around,
): Promise<Omit<Kept, 'keyWarnings'>> {
  const { databaseOf, openMongoDatabase } = await import('../stores/mongo/connection.ts');
  const { createMongoStore } = await import('../stores/mongo/store.ts');
  const { throughElections } = await import('../stores/mongo/persistently.ts');
  const { MongoWakeBackend } = await import('../scheduling/mongo-wake-backend.ts');
  const database = await openMongoDatabase(uri);
  closing.push(() => database.close());
  const store = await createMongoStore({ database, ...keys, log, onMoved });
  return { store, wakes: new MongoWakeBackend({ uri, database: databaseOf(uri), log, throughElections }) };
}

/**
 * Before anything is written: a folder that cannot be written to is said in words, not by the first part that trips
 * over it.
 */
function makeDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `Relais cannot write to its data folder ${dataDir}. Expected a folder that this user may write to: mend its rights or its disk, or name another one in RELAIS_DATA_DIR.`,
      { cause },
    );
  }
}
