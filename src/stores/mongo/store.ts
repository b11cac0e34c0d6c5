import type { Logger } from 'pino';
import type { Store } from '../../engine/ports/store.ts';
import { createAlumniStore } from '../alumni-store.ts';
import { createKeyring } from '../keyring.ts';
import { moveIn, requireNotMoved } from '../move-state.ts';
import { createStateCache } from '../state-cache.ts';
import { createMongoAuditStore } from './audit.ts';
import { bringOver } from './bring-over.ts';
import { createMongoCallBudget } from './call-budget.ts';
import { createMongoClaims } from './claims.ts';
import { collectionsOf } from './collections.ts';
import type { MongoDatabase } from './connection.ts';
import { createDepartureDocuments } from './departure-documents.ts';
import { createMongoDepartureStore } from './departures.ts';
import { createMongoFileStore } from './files.ts';
import { createMongoFlows } from './flows.ts';
import { barrierOf, settleBarrier } from './key-barrier.ts';
import { keysOf, readRing } from './live-keys.ts';
import { migrate } from './migrations.ts';
import { createMongoNotesStore } from './notes.ts';
import { createMongoOnceStore } from './once.ts';
import { createMongoPeopleStore } from './people.ts';
import { readMark } from './read-mark.ts';
import { createMongoReadModels } from './read-models.ts';
import { createMongoRegister } from './register.ts';
import { createTransactions, type Patience } from './transactions.ts';

export interface MongoStoreOptions {
  /** From `openMongoDatabase`; closed with the store. */
  database: MongoDatabase;
  masterKey: Uint8Array;
  /** The master key as it is configured now; null: none is. A process that slept while it was changed asks. */
  masterKeyNow?: () => Uint8Array | null;
  log?: Pick<Logger, 'info' | 'warn'>;
  patience?: Patience;
  /** See `createTransactions`. */
  onMoved?: () => void;
  /** Whoever moves the database opens it although it says that it is moved. */
  moving?: boolean;
}

/**
 * The store on a MongoDB replica set, which any number of processes share. Throws StoreError `wrong-key`, `unavailable`
 * or `corrupt` when it cannot be used; the database is left open then.
 */
export async function createMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { database, masterKey, masterKeyNow, log, patience, onMoved, moving = false } = options;
  const keyring = createKeyring(masterKey, { masterKeyNow });
  if (await migrate(database.db)) log?.info('database schema brought up to date');
  const collections = collectionsOf(database.db);
  if (!moving) requireNotMoved(await readMark(collections));
  keyring.take(await readRing(collections));
  const [{ id: generation }] = keyring.ring.generations;
  // A copy comes without it. One that is there is raised by whoever changes the keys.
  if (!moving) {
    const barrier = await barrierOf(database.db);
    if (barrier === 'nothing' || (barrier === 1 && generation > 1)) await settleBarrier(database.db);
  }
  const keys = keysOf(keyring, collections);
  const transactions = createTransactions(
    {
      client: database.client,
      commits: collections.commits,
      onMoved,
      isMoved: async () => moveIn(await readMark(collections)) !== null,
      keys,
    },
    patience,
  );
  const register = createMongoRegister(collections, keyring);
  if (!(await transactions.read(register.isPrepared))) await transactions.write(register.prepare);
  const flows = createMongoFlows(collections, keyring);
  const documents = createDepartureDocuments(collections, flows);
  const warn = (message: string) => log?.warn(message);
  const readModels = createMongoReadModels({ collections, transactions, keyring, documents, warn });
  const shared = { collections, transactions, keyring, register, documents, flows, readModels };
  const brought = await bringOver(shared);
  if (brought > 0) log?.info({ brought }, 'states of an earlier version were written in the shape of this one');
  await readModels.prepare();
  const notes = createMongoNotesStore(collections, keyring, transactions);
  return {
    departures: createMongoDepartureStore({ ...shared, states: createStateCache() }),
    files: createMongoFileStore(shared),
    people: createMongoPeopleStore(collections, keyring, transactions),
    notes,
    alumni: createAlumniStore(notes),
    once: createMongoOnceStore(collections, keyring, transactions),
    calls: createMongoCallBudget(collections),
    claims: createMongoClaims(collections),
    audit: createMongoAuditStore(shared),
    close: () => database.close(),
  };
}
