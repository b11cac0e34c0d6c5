import type { Logger } from 'pino';
import type { Store } from '../../engine/ports/store.ts';
import { createKeyring } from '../keyring.ts';
import { createStateCache } from '../state-cache.ts';
import { createAuditStore } from './audit.ts';
import { inTransaction, openSqliteDatabase, prepareConnection, type SqliteDatabase } from './database.ts';
import { createDepartureStore } from './departures.ts';
import { guarded } from './errors.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { createNotesStore } from './notes.ts';
import { createOnceStore } from './once.ts';
import { createPeopleStore } from './people.ts';
import { checkKey, createRegister, raiseFloor } from './register.ts';

export type SqliteStoreOptions = (
  | /** The file; made when it is not there. Closed with the store. */ { path: string }
  | /** A connection from `openSqliteDatabase`, shared with the scheduler; its owner closes it. */ {
      database: SqliteDatabase;
    }
) & { masterKey: Uint8Array; log?: Pick<Logger, 'info' | 'warn'> };

/** The embedded store: one SQLite file, which several processes may share. Throws StoreError `wrong-key`, `unavailable` or `corrupt` when it cannot be used. */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const keyring = createKeyring(options.masterKey);
  const owned = 'path' in options;
  const database = owned ? openSqliteDatabase(options.path) : options.database;
  try {
    return guarded('the database', () => {
      if (!owned) prepareConnection(database);
      const applied = migrate(database);
      if (applied.length > 0) options.log?.info({ applied }, 'database schema brought up to date');
      inTransaction(database, () => {
        checkKey(database, keyring);
        raiseFloor(database, keyring);
      });
      const register = createRegister(database, keyring);
      const commits = createGroupCommit(database);
      const states = createStateCache();
      let closed = false;
      return {
        departures: createDepartureStore({ database, commits, keyring, register, states }),
        people: createPeopleStore(database, keyring),
        notes: createNotesStore(database, keyring),
        once: createOnceStore(database, keyring),
        audit: createAuditStore({ database, keyring, register, warn: (message) => options.log?.warn(message) }),
        async close() {
          if (!closed) commits.flush();
          if (owned && !closed) database.close();
          closed = true;
        },
      };
    });
  } catch (error) {
    if (owned) database.close();
    throw error;
  }
}
