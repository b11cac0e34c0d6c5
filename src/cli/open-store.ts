import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Store } from '../engine/ports/store.ts';
import type { KeyService } from '../keys/key-service.ts';
import type { HeldKey } from '../keys/wrapped-master-key.ts';
import type { KeyedDatabase } from '../stores/rotation.ts';
import { createSqliteStore } from '../stores/sqlite/store.ts';
import { CommandError } from './command-error.ts';

/** The embedded database of this configuration; a command that reads must never make one. */
export function databasePath({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'relais.db');
}

/** Where the embedded database is and its key. Makes nothing; throws CommandError when either is not there. */
export async function requireData(config: Config): Promise<{ path: string; masterKey: Buffer }> {
  const path = databasePath(config);
  if (!existsSync(path)) throw nothingThere(config);
  return { path, masterKey: await requireKey(config) };
}

/** Throws CommandError when Relais has never used the database, or when it must not be used. */
export async function requireSomething(config: Config): Promise<void> {
  await (await openStore(config)).close();
}

/** Throws CommandError where there is none, StoreError where it cannot be used or its key service does not give it. */
export async function requireKey(config: Config): Promise<Buffer> {
  return (await requireHeldKey(config)).key;
}

/** The same, with how it stands where it is kept. */
export async function requireHeldKey(config: Config): Promise<HeldKey> {
  if (config.masterKey === null && !existsSync(keyFile(config)))
    throw new CommandError(
      `The key file ${keyFile(config)} is missing, and RELAIS_MASTER_KEY is not set. Put the key back from your backup: without it nothing can be read.`,
    );
  return heldKey(config);
}

/** As `requireHeldKey`, of a configuration of which it is known that there is one. */
export async function heldKey(config: Pick<Config, 'masterKey' | 'dataDir' | 'kms' | 'proxy'>): Promise<HeldKey> {
  const { loadHeldKey } = await import('../keys/load-master-key.ts');
  return withKeyService(config, (service) => loadHeldKey({ ...config, value: config.masterKey }, service));
}

/** With the key service that is set; null: none is. */
export async function withKeyService<T>(
  { kms, proxy }: Pick<Config, 'kms' | 'proxy'>,
  work: (service: KeyService | null) => Promise<T>,
): Promise<T> {
  if (kms === null) return work(null);
  const { keyServiceOf } = await import('../keys/load-master-key.ts');
  const { createOutbound } = await import('../network/outbound.ts');
  const outbound = await createOutbound(proxy);
  try {
    return await work(keyServiceOf(kms, outbound));
  } finally {
    await outbound.close();
  }
}

function nothingThere({ dataDir, mongodbUri }: Config): CommandError {
  return new CommandError(
    mongodbUri === null
      ? `There is no database in ${dataDir}. Start Relais once, or name its folder: RELAIS_DATA_DIR=…`
      : 'There is nothing of Relais in the database of MONGODB_URI. Start Relais once, or name its database in the URI.',
  );
}

/**
 * Opens what Relais keeps, without making anything. Throws CommandError when there is nothing, StoreError when it
 * cannot be used.
 */
export async function openStore(config: Config): Promise<Store> {
  const store = await openIfThere(config);
  if (store === null) throw nothingThere(config);
  return store;
}

/**
 * The same for a change of its master key. `masterKey`: of `requireKey`. Throws CommandError when there is nothing,
 * StoreError when it cannot be used.
 */
export async function openKeyed(config: Config, masterKey: Buffer): Promise<KeyedDatabase> {
  if (config.mongodbUri === null) {
    if (!existsSync(databasePath(config))) throw nothingThere(config);
    const { openKeyedSqlite } = await import('../stores/sqlite/rotation.ts');
    return openKeyedSqlite({ path: databasePath(config), masterKey });
  }
  const { openMongoDatabase } = await import('../stores/mongo/connection.ts');
  const { isMade } = await import('../stores/mongo/migrations.ts');
  const { openKeyedMongo } = await import('../stores/mongo/rotation.ts');
  const database = await openMongoDatabase(config.mongodbUri);
  try {
    if (!(await isMade(database.db))) throw nothingThere(config);
    return await openKeyedMongo({ database, masterKey });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** As `openStore`; null when there is nothing yet. */
export async function openIfThere(config: Config): Promise<Store | null> {
  if (config.mongodbUri !== null) return openMongoIfThere(config, config.mongodbUri);
  return existsSync(databasePath(config)) ? createSqliteStore(await requireData(config)) : null;
}

async function openMongoIfThere(config: Config, uri: string): Promise<Store | null> {
  const { openMongoDatabase } = await import('../stores/mongo/connection.ts');
  const { isMade } = await import('../stores/mongo/migrations.ts');
  const { createMongoStore } = await import('../stores/mongo/store.ts');
  const database = await openMongoDatabase(uri);
  try {
    if (await isMade(database.db)) return await createMongoStore({ database, masterKey: await requireKey(config) });
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return null;
}

export function keyFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'master.key');
}
