import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Store } from '../engine/ports/store.ts';
import { loadMasterKey } from '../stores/master-key.ts';
import { createSqliteStore } from '../stores/sqlite/store.ts';
import { CommandError } from './command-error.ts';

/** The database of this configuration; a command that reads must never make one. */
export function databasePath({ dataDir }: Config): string {
  return join(dataDir, 'relais.db');
}

/** Where the database is and its key. Makes nothing; throws CommandError when either is not there. */
export function requireData(config: Config): { path: string; masterKey: Buffer } {
  const path = databasePath(config);
  if (!existsSync(path))
    throw new CommandError(
      `There is no database in ${config.dataDir}. Start Relais once, or name its folder: RELAIS_DATA_DIR=…`,
    );
  if (config.masterKey === null && !existsSync(keyFile(config)))
    throw new CommandError(
      `The key file ${keyFile(config)} is missing, and RELAIS_MASTER_KEY is not set. Put the key back from your backup: without it nothing can be read.`,
    );
  return { path, masterKey: loadMasterKey({ value: config.masterKey ?? undefined, dataDir: config.dataDir }) };
}

/** Opens what Relais keeps, without making anything. Throws CommandError when there is nothing, StoreError when it cannot be used. */
export async function openStore(config: Config): Promise<Store> {
  return createSqliteStore(requireData(config));
}

export function keyFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'master.key');
}
