import type { Logger } from 'pino';
import type { Store } from '../../engine/ports/store.ts';
import { createAlumniStore } from '../alumni-store.ts';
import { type ChangingKeyring, createKeyring } from '../keyring.ts';
import { moveKey, requireNotMoved } from '../move-state.ts';
import { ringKey } from '../ring.ts';
import { createStateCache } from '../state-cache.ts';
import type { FlowShelf } from '../state-sealing.ts';
import { createAuditStore } from './audit.ts';
import { bringOver } from './bring-over.ts';
import { createSqliteCallBudget } from './call-budget.ts';
import { createSqliteClaims } from './claims.ts';
import { inTransaction, openSqliteDatabase, prepareConnection, type SqliteDatabase } from './database.ts';
import { createDepartureRows, type DepartureRows } from './departure-rows.ts';
import { createDepartureStore } from './departures.ts';
import { guarded, theDatabase } from './errors.ts';
import { createFileStore } from './files.ts';
import { createFlowShelf } from './flows.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { createNotesStore } from './notes.ts';
import { createOnceStore } from './once.ts';
import { createPeopleStore } from './people.ts';
import { createReadModels, type ReadModels } from './read-models.ts';
import { checkKey, createRegister, raiseFloor, readValue } from './register.ts';

export type SqliteStoreOptions = (
  | /** The file; made when it is not there. Closed with the store. */ { path: string }
  | /** A connection from `openSqliteDatabase`, shared with the scheduler; its owner closes it. */ {
      database: SqliteDatabase;
    }
) & {
  masterKey: Uint8Array;
  /** The master key as it is configured now; null: none is. A process that slept while it was changed asks. */
  masterKeyNow?: () => Uint8Array | null;
  log?: Pick<Logger, 'info' | 'warn'>;
  /**
   * How long a write waits while another process has the file, in milliseconds, before it is refused as `unavailable`.
   */
  patienceMs?: number;
  /** Whoever moves the database opens it although it says that it is moved. */
  moving?: boolean;
};

/**
 * The embedded store: one SQLite file, which several processes may share. Throws StoreError `wrong-key`, `unavailable`
 * or `corrupt` when it cannot be used.
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { masterKey, masterKeyNow } = options;
  const stored = () => readValue(database, ringKey);
  const keyring = createKeyring(masterKey, { masterKeyNow, stored });
  const owned = 'path' in options;
  const database = owned ? openSqliteDatabase(options.path) : options.database;
  try {
    const { store, rows, flows, readModels } = guarded(theDatabase, () =>
      joinedStore(options, { database, keyring, owned }),
    );
    const brought = await bringOver({ database, keyring, rows, flows });
    if (brought > 0)
      options.log?.info({ brought }, 'states of an earlier version were written in the shape of this one');
    await readModels.prepare();
    return store;
  } catch (error) {
    if (owned) database.close();
    throw error;
  }
}

function joinedStore(
  { log, patienceMs, moving = false }: SqliteStoreOptions,
  { database, keyring, owned }: { database: SqliteDatabase; keyring: ChangingKeyring; owned: boolean },
): { store: Store; rows: DepartureRows; flows: FlowShelf; readModels: ReadModels } {
  if (!owned) prepareConnection(database);
  const applied = migrate(database);
  if (applied.length > 0) log?.info({ applied }, 'database schema brought up to date');
  inTransaction(database, () => {
    if (!moving) requireNotMoved(readValue(database, moveKey));
    keyring.take(readValue(database, ringKey));
    checkKey(database, keyring);
    raiseFloor(database, keyring);
  });
  const register = createRegister(database, keyring);
  const commits = createGroupCommit(database, patienceMs, () => {
    keyring.take(readValue(database, ringKey));
  });
  const states = createStateCache();
  const flows = createFlowShelf(database, keyring);
  const rows = createDepartureRows(database, flows);
  const warn = (message: string) => log?.warn(message);
  const readModels = createReadModels({ database, commits, keyring, rows, warn });
  const audit = createAuditStore({ database, commits, keyring, register, rows, forget: readModels.forget, warn });
  const notes = createNotesStore(database, keyring, commits);
  let closed = false;
  const store: Store = {
    departures: createDepartureStore({ database, commits, keyring, register, states, rows, flows, readModels }),
    files: createFileStore({ database, commits, keyring, rows }),
    people: createPeopleStore(database, keyring, commits),
    notes,
    // What was deleted is gone from the file once the write-ahead log has been written back and emptied.
    alumni: createAlumniStore(notes, () => guarded(theDatabase, () => database.pragma('wal_checkpoint(TRUNCATE)'))),
    once: createOnceStore(database, keyring, commits),
    calls: createSqliteCallBudget(database, commits),
    claims: createSqliteClaims(database, commits),
    audit: { ...audit, rebuild: readModels.rebuild },
    async close() {
      if (!closed) commits.flush();
      if (owned && !closed) database.close();
      closed = true;
    },
  };
  return { store, rows, flows, readModels };
}
