import { chmodSync, closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { makeFolder } from '../make-folder.ts';
import { guarded, isHeldByAnother, theDatabase, theDatabaseAt, toStoreError } from './errors.ts';

/** An open file; the store and the scheduler may share one, since neither leaves a transaction open across an await. */
export type SqliteDatabase = Database.Database;

/** How long whoever must not be put off waits for another process's transaction: at start, and for a read. */
const busyMilliseconds = 5_000;
/** How long a writer that can come again waits. Nothing else happens in this process meanwhile. */
const blockedMilliseconds = 5;

/**
 * Opens (or makes, readable by its owner only) the one file of the embedded mode, durable at each commit. Throws
 * StoreError `unavailable` or `corrupt`.
 */
export function openSqliteDatabase(path: string): SqliteDatabase {
  return guarded(theDatabaseAt(path), () => {
    makeFolder(dirname(path));
    // SQLite gives its -wal and -shm files the mode of the database file, so this one call covers all three.
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    const database = new Database(path);
    try {
      prepareConnection(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  });
}

/** The settings every connection to the file needs; safe to repeat. */
export function prepareConnection(database: SqliteDatabase): void {
  database.pragma(`busy_timeout = ${busyMilliseconds}`);
  switchToWal(database);
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // An erased data key must not survive in a page that was only marked free.
  database.pragma('secure_delete = ON');
}

/**
 * SQLite does not wait for other processes while it changes the journal mode, so several starting at once must try
 * again.
 */
function switchToWal(database: SqliteDatabase): void {
  const giveUpAt = Date.now() + busyMilliseconds;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (toStoreError(error, theDatabase).kind !== 'unavailable' || Date.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/**
 * Runs `work` with the write lock held from the start, so that what it reads cannot change before it writes. Waits for
 * another process without letting anything else happen: for a start, and for what is run by hand.
 */
export function inTransaction<T>(database: SqliteDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  return untilCommitted(database, work);
}

/** The same for what can come again: `held` when another process has the write lock, and nothing was done. */
export function tryTransaction<T>(database: SqliteDatabase, work: () => T): { value: T } | 'held' {
  if (!takeWriteLock(database)) return 'held';
  return { value: untilCommitted(database, work) };
}

function takeWriteLock(database: SqliteDatabase): boolean {
  database.exec(`PRAGMA busy_timeout = ${blockedMilliseconds}`);
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isHeldByAnother(error)) return false;
    throw error;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyMilliseconds}`);
  }
}

/** Runs `work` on one unchanging view of the file, without keeping writers out. */
export function onSnapshot<T>(database: SqliteDatabase, work: () => T): T {
  database.exec('BEGIN');
  return untilCommitted(database, work);
}

function untilCommitted<T>(database: SqliteDatabase, work: () => T): T {
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk and the like end the transaction by themselves; a second rollback would hide the reason.
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
