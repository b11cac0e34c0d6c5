import { inTransaction, type SqliteDatabase } from './database.ts';
import { guarded } from './errors.ts';

/**
 * Writes that are asked for in the same turn of the event loop share one transaction, hence one wait for the disk, and each still fails
 * alone. When many departures are cut off at the same minute, that wait is what everything else waits for.
 */
export interface GroupCommit {
  /** Settles once the transaction that carried the work is on disk. Rejects with what the work threw, or with a StoreError. */
  write<T>(work: () => T): Promise<T>;
  /** Commits what was asked for so far, now. */
  flush(): void;
}

interface Waiting {
  /** Returns what to tell whoever asked, once it is on disk. */
  work: () => () => void;
  reject: (error: unknown) => void;
}

// Taken once, so that a test which replaces the global timers does not stop the database.
const soon = setImmediate;

/** Lets what else waits have its turn between two pages of a long read. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}

export function createGroupCommit(database: SqliteDatabase): GroupCommit {
  const begin = database.prepare('SAVEPOINT one_write');
  const undo = database.prepare('ROLLBACK TO one_write');
  const end = database.prepare('RELEASE one_write');
  let waiting: Waiting[] = [];
  let asked = false;

  function ask(): void {
    if (asked) return;
    asked = true;
    soon(() => {
      asked = false;
      flush();
    });
  }

  function flush(): void {
    const writes = waiting;
    waiting = [];
    if (writes.length === 0) return;
    let told: (() => void)[];
    try {
      told = guarded('the database', () => inTransaction(database, () => writes.map(alone)));
    } catch (error) {
      told = writes.map(
        ({ reject }) =>
          () =>
            reject(error),
      );
    }
    for (const tell of told) tell();
  }

  function alone({ work, reject }: Waiting): () => void {
    begin.run();
    try {
      return work();
    } catch (error) {
      // A full disk and the like end the whole transaction by themselves; then nobody's write is kept.
      if (!database.inTransaction) throw error;
      undo.run();
      return () => reject(error);
    } finally {
      if (database.inTransaction) end.run();
    }
  }

  return {
    write<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({
          work() {
            const value = work();
            return () => resolve(value);
          },
          reject,
        });
        ask();
      });
    },
    flush,
  };
}
