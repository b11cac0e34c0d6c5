import { MongoServerError } from 'mongodb';
import type { MoveSource, MoveTarget } from '../move.ts';
import { moveIn } from '../move-state.ts';
import { collectionsOf } from './collections.ts';
import { appNameOf, databaseOf, type MongoDatabase, openMongoDatabase } from './connection.ts';
import { guardedAsync } from './errors.ts';
import { createKeptDocuments, withSnapshot } from './kept-documents.ts';
import { migrate } from './migrations.ts';
import { writeMark } from './move-mark.ts';
import { readMark } from './read-mark.ts';
import { createMongoStore } from './store.ts';
import { createTransactions } from './transactions.ts';

interface MongoSide {
  /** As in MONGODB_URI; nothing of it is ever shown but the name of the database. */
  uri: string;
  masterKey: Uint8Array;
}

function sideOf({ uri, masterKey }: MongoSide, database: MongoDatabase) {
  const { client, db } = database;
  const collections = collectionsOf(db);
  return {
    name: `the MongoDB database ${databaseOf(uri)}`,
    collections,
    readMove: async () => moveIn(await readMark(collections)),
    writeMove: (move: Parameters<typeof writeMark>[1]) => writeMark(db, move),
    // It has the connection of the move, which is not the store's to close.
    store: () => createMongoStore({ database: { client, db, close: async () => undefined }, masterKey, moving: true }),
    close: () => database.close(),
  };
}

/** A MongoDB database that everything moves out of. Processes on it are seen by their connections. */
export async function openMongoSource(given: MongoSide): Promise<MoveSource> {
  const database = await openMongoDatabase(given.uri, 'migrate');
  const { collections, ...side } = sideOf(given, database);
  return {
    ...side,
    locked: false,
    usedBy: () => usedBy(database),
    read: (work) => withSnapshot({ client: database.client, collections }, work),
  };
}

/** A MongoDB database that everything moves into. */
export async function openMongoTarget(given: MongoSide): Promise<MoveTarget> {
  const database = await openMongoDatabase(given.uri, 'migrate');
  const { collections, ...side } = sideOf(given, database);
  const { client, db } = database;
  return {
    ...side,
    isEmpty: async () => (await guardedAsync(() => db.listCollections({}, { nameOnly: true }).toArray())).length === 0,
    async writer() {
      await migrate(db);
      return createKeptDocuments(collections, createTransactions({ client, commits: collections.commits }));
    },
  };
}

/**
 * Whoever has connected by a name of ours for this database, as any user; of the same user alone, where more may not be
 * seen.
 */
async function usedBy({ client, db }: MongoDatabase): Promise<string | null> {
  const names = (['store', 'scheduler'] as const).map((part) => appNameOf(db.databaseName, part));
  const look = (allUsers: boolean) =>
    client
      .db('admin')
      .aggregate(
        [
          { $currentOp: { allUsers, idleConnections: true } },
          { $match: { appName: { $in: names } } },
          { $group: { _id: '$client' } },
        ],
        { readConcern: { level: 'local' } },
      )
      .toArray();
  const found = await guardedAsync(() =>
    look(true).catch((error: unknown) => {
      if (error instanceof MongoServerError && error.code === unauthorized) return look(false);
      throw error;
    }),
  );
  return found.length === 0 ? null : `${found.length} ${found.length === 1 ? 'connection' : 'connections'} of Relais`;
}

const unauthorized = 13;
