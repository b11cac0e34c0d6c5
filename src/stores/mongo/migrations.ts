import { randomUUID } from 'node:crypto';
import { type Db, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { StoreError } from '../../engine/ports/store.ts';
import { startTheNewer } from '../departure-sealing.ts';
import { collectionsOf, schemas, validatorOf } from './collections.ts';
import { majorityRead } from './connection.ts';
import { guardedAsync } from './errors.ts';
import { settleBarrier } from './key-barrier.ts';

/**
 * The newest schema this version of Relais knows; raised with each change of `collections.ts`. Every step can be made
 * again without harm.
 */
export const newestSchema = 6;

/**
 * For how long the lock of a process that died keeps others waiting, in milliseconds. An index of a large collection
 * may take as long.
 */
const lockLifetime = 60_000;
const lookEvery = 100;
const namespaceExists = 48;
const duplicateKey = 11000;

/** Not among the collections that have a validator: it must be there before they are. */
const lockCollection = 'migration';
const schemaVersion = z.object({ version: z.int() }).nullable();

/**
 * Brings the database to the newest schema: collections with their validators, and indexes, which no transaction could
 * make. One process does, the others wait. Throws StoreError `unavailable` when a newer Relais has used it. Returns
 * whether anything was to be done.
 */
export async function migrate(db: Db): Promise<boolean> {
  const steps = db.collection<{ _id: string; version?: number; holder?: string; until?: Date }>(lockCollection);
  const current = async () =>
    schemaVersion.parse(await steps.findOne({ _id: 'schema' }, { ...majorityRead, projection: { _id: 0 } }))?.version ??
    0;
  return guardedAsync(async () => {
    if (requireKnown(await current())) return false;
    const holder = randomUUID();
    await takeLock(holder);
    try {
      if (requireKnown(await current())) return false;
      await makeCollections(db);
      await steps.updateOne({ _id: 'schema' }, { $set: { version: newestSchema } }, { upsert: true });
      return true;
    } finally {
      await steps.deleteOne({ _id: 'lock', holder });
    }
  });

  /** By the server's clock: those of processes differ. */
  async function takeLock(holder: string): Promise<void> {
    const isFree = { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] };
    const until = { $cond: [isFree, { $add: ['$$NOW', lockLifetime] }, '$until'] };
    const change = [{ $set: { holder: { $cond: [isFree, holder, '$holder'] }, until } }];
    for (;;) {
      const lock = await steps
        .findOneAndUpdate({ _id: 'lock' }, change, { upsert: true, returnDocument: 'after' })
        .catch((error: unknown) => {
          // Two made it at once.
          if (error instanceof MongoServerError && error.code === duplicateKey) return null;
          throw error;
        });
      if (lock?.holder === holder) return;
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
  }
}

/** Whether Relais has ever used it. Makes nothing. */
export async function isMade(db: Db): Promise<boolean> {
  const found = await guardedAsync(() =>
    db.collection<{ _id: string }>(lockCollection).findOne({ _id: 'schema' }, majorityRead),
  );
  return found !== null;
}

function requireKnown(current: number): boolean {
  if (current > newestSchema)
    throw new StoreError('unavailable', {
      en: `the database has schema ${current}, but this version of Relais knows up to ${newestSchema}; ${startTheNewer.en}`,
      fr: `la base de données a le schéma ${current}, mais cette version de Relais connaît jusqu’à ${newestSchema} ; ${startTheNewer.fr}`,
    });
  return current === newestSchema;
}

async function makeCollections(db: Db): Promise<void> {
  const collections = collectionsOf(db);
  for (const [key, schema] of Object.entries(schemas)) {
    const { collectionName } = collections[key as keyof typeof schemas];
    const validator = validatorOf(schema);
    try {
      await db.createCollection(collectionName, { validator });
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === namespaceExists)) throw error;
      // What it takes hangs on the keys, and on a move, besides; a fence must not be lifted for a moment.
      if (key === 'commits') await settleBarrier(db);
      else await db.command({ collMod: collectionName, validator });
    }
    if (schema.indexes) await db.collection(collectionName).createIndexes([...schema.indexes]);
  }
}
