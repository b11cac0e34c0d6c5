import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Store } from '../engine/ports/store.ts';
import { makeFolder } from '../stores/make-folder.ts';
import { loadMasterKey } from '../stores/master-key.ts';
import { openSqliteDatabase, type SqliteDatabase } from '../stores/sqlite/database.ts';
import { createSqliteStore } from '../stores/sqlite/store.ts';
import type { Closing } from './closing.ts';

/** The store, and the database file that it shares with the scheduler. */
export async function openStore(
  { dataDir, masterKey: value }: Pick<Config, 'dataDir' | 'masterKey'>,
  { log, closing }: { log: Logger; closing: Closing },
): Promise<{ database: SqliteDatabase; store: Store }> {
  makeDataFolder(dataDir);
  const masterKey = loadMasterKey({ value: value ?? undefined, dataDir });
  const database = openSqliteDatabase(join(dataDir, 'relais.db'));
  closing.push(() => {
    database.close();
  });
  const store = await createSqliteStore({ database, masterKey, log });
  closing.push(() => store.close());
  return { database, store };
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
