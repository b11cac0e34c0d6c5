import { StoreError } from '../../engine/ports/store.ts';
import { inTransaction, type SqliteDatabase, tryTransaction } from './database.ts';
import { guarded, theDatabase } from './errors.ts';

/**
 * Writes that are asked for in the same turn of the event loop share one transaction, hence one wait for the disk, and
 * each still fails alone. When many departures are cut off at the same minute, that wait is what everything else waits
 * for. While another process has the write lock they wait together, and everything else goes on meanwhile.
 */
export interface GroupCommit {
  /**
   * Settles once the transaction that carried the work is on disk. Rejects with what the work threw, or with a
   * StoreError.
   */
  write<T>(work: () => T): Promise<T>;
  /** Commits what was asked for so far, now; nothing else happens before. */
  flush(): void;
}

interface Waiting {
  /** Returns what to tell whoever asked, once it is on disk. */
  work: () => () => void;
  reject: (error: unknown) => void;
  /** Milliseconds of the process' own clock, from which on it is not waited any longer. */
  until: number;
}

// Taken once, so that a test which replaces the global timers does not stop the database.
const soon = setImmediate;
const later = setTimeout;
const steadyNow = performance.now.bind(performance);

/**
 * Between two looks whether another process has given the write lock back, in milliseconds; each twice the one before.
 */
const [shortestPause, longestPause] = [5, 80];
/** For how long a write waits for that, unless told otherwise; people have long been answered. */
const patienceMilliseconds = 30_000;

/** Lets what else waits have its turn between two pages of a long read. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}

/** `follow`: at the beginning of each transaction, before anything is written in it; when it throws, nothing is. */
export function createGroupCommit(
  database: SqliteDatabase,
  patience = patienceMilliseconds,
  follow: () => void = () => undefined,
): GroupCommit {
  const begin = database.prepare('SAVEPOINT one_write');
  const undo = database.prepare('ROLLBACK TO one_write');
  const end = database.prepare('RELEASE one_write');
  const allOf = (writes: readonly Waiting[]) => {
    follow();
    return writes.map(alone);
  };
  let waiting: Waiting[] = [];
  let asked = false;
  let pause = shortestPause;

  function ask(): void {
    if (asked) return;
    asked = true;
    soon(attempt);
  }

  function attempt(): void {
    asked = false;
    const writes = waiting;
    waiting = [];
    settle(writes, () => {
      const done = tryTransaction(database, () => allOf(writes));
      if (done !== 'held') {
        pause = shortestPause;
        return done.value;
      }
      const now = steadyNow();
      waiting = [...writes.filter(({ until }) => until > now), ...waiting];
      if (waiting.length > 0 && !asked) {
        asked = true;
        later(attempt, pause);
        pause = Math.min(pause * 2, longestPause);
      }
      const held = new StoreError('unavailable', {
        en: 'the database cannot be used: another process holds it for too long',
        fr: 'la base de données ne peut pas être utilisée : un autre processus la garde trop longtemps',
      });
      return writes.flatMap(({ until, reject }) => (until > now ? [] : [() => reject(held)]));
    });
  }

  function flush(): void {
    const writes = waiting;
    waiting = [];
    settle(writes, () => inTransaction(database, () => allOf(writes)));
  }

  /** Tells everybody what came of it; where the transaction failed as a whole, that. */
  function settle(writes: readonly Waiting[], work: () => readonly (() => void)[]): void {
    if (writes.length === 0) return;
    let told: readonly (() => void)[];
    try {
      told = guarded(theDatabase, work);
    } catch (error) {
      told = writes.map(
        ({ reject }) =>
          () =>
            reject(error),
      );
    }
    for (const tell of told) tell();
  }

  function alone({ work, reject }: Pick<Waiting, 'work' | 'reject'>): () => void {
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
          until: steadyNow() + patience,
        });
        ask();
      });
    },
    flush,
  };
}
