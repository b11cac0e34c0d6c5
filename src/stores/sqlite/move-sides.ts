import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { StoreError } from '../../engine/ports/store.ts';
import { makeFolder } from '../make-folder.ts';
import type { MoveSource, MoveTarget } from '../move.ts';
import { moveIn, moveKey, written } from '../move-state.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, isHeldByAnother, noFile, theDatabaseAt, theFile } from './errors.ts';
import { createKeptRows } from './kept-rows.ts';
import { migrate } from './migrations.ts';
import { putValue, readValue } from './register.ts';
import { createSqliteStore } from './store.ts';

interface SqliteSide {
  path: string;
  masterKey: Uint8Array;
}

/**
 * Opens the file so that nobody else can, and nobody else has: a Relais on it keeps it open for as long as it runs.
 * Throws StoreError `conflict`.
 */
function openAlone(path: string): SqliteDatabase {
  const what = theDatabaseAt(path);
  return guarded(what, () => {
    const database = new Database(path);
    try {
      database.pragma('busy_timeout = 0');
      database.pragma('locking_mode = EXCLUSIVE');
      // Takes the lock, which is then kept until the file is closed.
      database.exec('BEGIN EXCLUSIVE; COMMIT');
      return database;
    } catch (error) {
      database.close();
      if (isHeldByAnother(error))
        throw new StoreError('conflict', `${path} is in use; stop every Relais on it, then run this again`);
      throw error;
    }
  });
}

function sideOf({ path, masterKey }: SqliteSide, database: SqliteDatabase) {
  return {
    name: path,
    readMove: async () => guarded(theFile(path), () => moveIn(isMade(database) ? readValue(database, moveKey) : null)),
    writeMove: async (move: Parameters<MoveSource['writeMove']>[0]) =>
      guarded(theFile(path), () => {
        if (move !== null) putValue(database, moveKey, written(move));
        else database.prepare('DELETE FROM relais_meta WHERE key = ?').run([moveKey]);
      }),
    store: () => createSqliteStore({ database, masterKey, moving: true }),
    close: async () => closeAlone(database),
  };
}

/**
 * Gives the lock back first: a statement that was not collected yet would keep it for as long as this process lives.
 */
function closeAlone(database: SqliteDatabase): void {
  try {
    database.pragma('journal_mode = DELETE');
    database.pragma('locking_mode = NORMAL');
    database.prepare('SELECT name FROM sqlite_master').get([]);
  } finally {
    database.close();
  }
}

function isMade(database: SqliteDatabase): boolean {
  return database.prepare("SELECT name FROM sqlite_master WHERE name = 'relais_meta'").get([]) !== undefined;
}

/** The file that everything moves out of, which nobody else can open meanwhile. */
export async function openSqliteSource(given: SqliteSide): Promise<MoveSource> {
  if (!existsSync(given.path)) throw new StoreError('unavailable', noFile(given.path));
  const database = openAlone(given.path);
  return {
    ...sideOf(given, database),
    locked: true,
    usedBy: async () => null,
    read: (work) => work(createKeptRows(database)),
  };
}

/** The file that everything moves into: a new one, readable by its owner only. */
export async function openSqliteTarget(given: SqliteSide): Promise<MoveTarget> {
  const { path } = given;
  guarded(theDatabaseAt(path), () => {
    makeFolder(dirname(path));
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  });
  const database = openAlone(path);
  const side = sideOf(given, database);
  const tables = () => database.prepare('SELECT name FROM sqlite_master').all([]).length;
  return {
    ...side,
    // An attempt that was cut short right at its beginning has made the schema and nothing else.
    isEmpty: async () =>
      guarded(theFile(path), () => tables() === 0 || (isMade(database) && readValue(database, 'key-check') === null)),
    async writeMove(move) {
      if (move !== null) guarded(theFile(path), () => migrate(database));
      await side.writeMove(move);
    },
    writer: async () => createKeptRows(database),
  };
}

/** What a file keeps that nobody else knows of. */
export async function readFile<T>(
  path: string,
  work: (reader: ReturnType<typeof createKeptRows>) => Promise<T>,
): Promise<T> {
  const database = guarded(theFile(path), () => new Database(path));
  try {
    return await work(createKeptRows(database));
  } finally {
    database.close();
  }
}
