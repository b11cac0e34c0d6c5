import Database from 'libsql';
import { schema } from './sqlite-schema.ts';

/** What can be bound to a statement; libsql aborts the process on anything else, booleans included. */
export type SqlValue = string | number | null;

/** How much a write must survive: a power cut, or only the end of this process. */
export type Durability = 'durable' | 'relaxed';

/** Where the jobs live: a file of our own, or a connection somebody else opened and will close. */
export type SqliteSource = { path: string } | { database: Database.Database };

/** The statements of one connection, each prepared once. */
export interface Sql {
  all(text: string, ...values: SqlValue[]): unknown[];
  /** How many rows changed. */
  run(text: string, ...values: SqlValue[]): number;
}

interface PendingWrite {
  durability: Durability;
  work: (sql: Sql) => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** Milliseconds of the process' own clock, from which on it is not waited any longer. */
  until: number;
}

const busyTimeoutMs = 5_000;
/** How long a write that can come again waits for another process; nothing else happens in this one meanwhile. */
const blockedMs = 5;
/** Between two looks whether another process has given the write lock back; each twice the one before. */
const [shortestPauseMs, longestPauseMs] = [5, 80];
/** For how long a write waits for that. */
const patienceMs = 30_000;
const synchronousFull = 2;

// Taken once, so that a test which replaces the global timers does not stop the database.
const soon = setImmediate;
const later = setTimeout;
const steadyNow = performance.now.bind(performance);

/**
 * One SQLite connection with group commit: writes asked for in the same turn of the event loop share one
 * `BEGIN IMMEDIATE … COMMIT`, hence one fsync, and each still fails alone. IMMEDIATE takes the write lock before
 * anything is read, which is what makes "find a job and lock it" atomic between processes. While another process has
 * that lock they wait together, and everything else goes on.
 *
 * Reads see every write asked for before them, and so may wait with them; `peek` does not. A file of our own is opened
 * on first use, and again after `close`: a job that ends after Agenda has stopped can still say so.
 */
export class SqliteConnection {
  readonly ownsConnection: boolean;
  readonly #source: SqliteSource;
  #database: Database.Database | undefined;
  #statements = new Map<string, Database.Statement>();
  #pending: PendingWrite[] = [];
  #scheduled = false;
  #pauseMs = shortestPauseMs;
  /** What the connection was set to; restored after each transaction, for others may share it. */
  #synchronous = synchronousFull;
  #busyTimeout = busyTimeoutMs;

  constructor(source: SqliteSource) {
    this.#source = source;
    this.ownsConnection = !('database' in source);
  }

  open(): void {
    if (this.#database) return;
    const database = 'database' in this.#source ? this.#source.database : new Database(this.#source.path);
    try {
      prepare(database, this.ownsConnection);
      this.#synchronous = pragmaNumber(database, 'synchronous');
      this.#busyTimeout = pragmaNumber(database, 'busy_timeout');
    } catch (error) {
      if (this.ownsConnection) database.close();
      throw error;
    }
    this.#database = database;
  }

  /** Writes what is pending, waiting for another process if it must, then closes the file if it is ours. */
  close(): void {
    this.#flush('blocking');
    const database = this.#database;
    this.#statements = new Map();
    this.#database = undefined;
    if (database && this.ownsConnection) database.close();
  }

  /** Of every write asked for before. */
  async read<T>(work: (sql: Sql) => T): Promise<T> {
    return this.#pending.length > 0 ? this.write('relaxed', work) : this.peek(work);
  }

  /** Of what is in the file by now. */
  peek<T>(work: (sql: Sql) => T): T {
    this.open();
    return work(this.#sql);
  }

  /** Settles once the transaction that carried it has been committed. */
  write<T>(durability: Durability, work: (sql: Sql) => T): Promise<T> {
    const { promise, resolve, reject } = withResolvers<T>();
    // The only place where the type is lost: `work` of this entry feeds `resolve` of this entry.
    this.#pending.push({
      durability,
      work,
      resolve: (value) => resolve(value as T),
      reject,
      until: steadyNow() + patienceMs,
    });
    this.#schedule();
    return promise;
  }

  /** Settles once every write asked for so far is committed and whoever asked has been told. */
  async settled(): Promise<void> {
    await this.write('relaxed', () => undefined);
    await new Promise<void>((done) => soon(done));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    soon(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(mode: 'patient' | 'blocking' = 'patient'): void {
    if (this.#pending.length === 0) return;
    try {
      this.open();
    } catch (error) {
      for (const write of this.#pending.splice(0)) write.reject(error);
      return;
    }
    const database = this.#opened();
    // Whoever shares this connection is in the middle of a transaction: theirs must not carry our writes.
    if (database.inTransaction) {
      this.#schedule();
      return;
    }
    const writes = this.#pending.splice(0);
    const relaxed = this.#synchronous >= synchronousFull && writes.every((write) => write.durability === 'relaxed');
    let settle: readonly (() => void)[];
    try {
      // NORMAL in WAL mode: no fsync now; the next durable commit syncs these pages too, so order is kept.
      if (relaxed) database.exec('PRAGMA synchronous = NORMAL');
      if (mode === 'patient') this.#begin(database);
      else database.exec('BEGIN IMMEDIATE');
      settle = this.#commit(database, writes);
      this.#pauseMs = shortestPauseMs;
    } catch (error) {
      settle = mode === 'patient' && isBusy(error) ? this.#waitFor(writes, error) : rejections(writes, error);
    } finally {
      if (relaxed) database.exec(`PRAGMA synchronous = ${this.#synchronous}`);
    }
    for (const tell of settle) tell();
  }

  /** Throws what SQLite says when another process has the write lock. */
  #begin(database: Database.Database): void {
    database.exec(`PRAGMA busy_timeout = ${Math.min(blockedMs, this.#busyTimeout)}`);
    try {
      database.exec('BEGIN IMMEDIATE');
    } finally {
      database.exec(`PRAGMA busy_timeout = ${this.#busyTimeout}`);
    }
  }

  /** They come again after a pause, in their order; refused is what has waited long enough. */
  #waitFor(writes: readonly PendingWrite[], error: unknown): (() => void)[] {
    const now = steadyNow();
    this.#pending.unshift(...writes.filter(({ until }) => until > now));
    if (this.#pending.length > 0 && !this.#scheduled) {
      this.#scheduled = true;
      later(() => {
        this.#scheduled = false;
        this.#flush();
      }, this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    }
    return rejections(
      writes.filter(({ until }) => until <= now),
      error,
    );
  }

  #commit(database: Database.Database, writes: readonly PendingWrite[]): (() => void)[] {
    const settle: (() => void)[] = [];
    try {
      for (const write of writes) {
        database.exec('SAVEPOINT one_write');
        try {
          const value = write.work(this.#sql);
          settle.push(() => write.resolve(value));
        } catch (error) {
          database.exec('ROLLBACK TO one_write');
          settle.push(() => write.reject(error));
        }
        database.exec('RELEASE one_write');
      }
      database.exec('COMMIT');
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
    return settle;
  }

  #opened(): Database.Database {
    if (!this.#database) throw new Error('the job database is not open');
    return this.#database;
  }

  readonly #sql: Sql = {
    // `all` even for one row: libsql's `get` leaves the statement, and with it a read lock, open.
    all: (text, ...values) => this.#statement(text).all(...values),
    run: (text, ...values) => this.#statement(text).run(...values).changes,
  };

  #statement(text: string): Database.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const made = this.#opened().prepare(text);
    this.#statements.set(text, made);
    return made;
  }
}

function prepare(database: Database.Database, ours: boolean): void {
  // A connection that never waits would turn every meeting with another process into an error.
  if (ours || pragmaNumber(database, 'busy_timeout') === 0) database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  if (ours) {
    switchToWal(database);
    database.exec('PRAGMA synchronous = FULL');
  }
  if (database.inTransaction) {
    database.exec(schema);
    return;
  }
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(schema);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * SQLite does not wait for other processes while it changes the journal mode, so several that start at once try again.
 */
function switchToWal(database: Database.Database): void {
  const giveUpAt = Date.now() + busyTimeoutMs;
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function rejections(writes: readonly PendingWrite[], error: unknown): (() => void)[] {
  return writes.map(
    ({ reject }) =>
      () =>
        reject(error),
  );
}

function isBusy(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

function pragmaNumber(database: Database.Database, name: string): number {
  const rows: unknown = database.prepare(`SELECT * FROM pragma_${name}`).raw().all();
  const value: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0][0] : undefined;
  if (typeof value !== 'number') throw new Error(`PRAGMA ${name} gave no number`);
  return value;
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
