import { randomUUID } from 'node:crypto';
import type { ClientSession, MongoClient } from 'mongodb';
import type { Localized } from '../../domain/localized.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { endAbandoned } from './abandoned.ts';
import type { Collections, CommitDocument } from './collections.ts';
import { isPassing, isRefusedByValidator, toStoreError } from './errors.ts';
import { pause, persistently } from './persistently.ts';

/** How what several documents say is read and written as one. */
export interface Transactions {
  /**
   * Runs `work` in one transaction, and again, whole, while others are in its way or the set has no primary: it must do
   * nothing but by its session. Settles once a majority has it. Rejects with a StoreError, whose cause is what was
   * thrown.
   */
  write<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  /** Runs `work` on one unchanging view of what a majority has. Rejects likewise; nothing is written. */
  read<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
}

/** The keys of a process, of which others may have made newer ones. */
export interface LiveKeys {
  /** Under which generation is written now. */
  generation(): number;
  revision(): number;
  /** How often something could not be opened, or was not proven. */
  misses(): number;
  /** Reads the ring of the database anew. Throws StoreError `wrong-key`. */
  refresh(): Promise<void>;
}

/** Of the first generation, and of nobody else's. */
const fixedKeys: LiveKeys = { generation: () => 1, revision: () => 0, misses: () => 0, refresh: async () => undefined };

/**
 * For how long is tried, in milliseconds: more than an election takes (MongoDB's own setting waits 10 s before one
 * begins).
 */
export interface Patience {
  writeMs: number;
  readMs: number;
}

const usualPatience: Patience = { writeMs: 30_000, readMs: 15_000 };

/** How long a server may think about one question whether a transaction was committed, in milliseconds. */
const answerWithin = 5_000;

/** For how long a transaction is to be ended that could not be aborted, in milliseconds. */
const endWithin = 2_000;

/** After so long others are no longer just in the way: somebody may have died over what is wanted, in milliseconds. */
const inTheWayFor = 3_000;

export const movedAway: Localized = {
  en: 'the database is being moved by "relais migrate", or was, and takes no write any more; stop this Relais, and start from where it went',
  fr: 'la base de données est en cours de déplacement par « relais migrate », ou l’a été, et ne prend plus d’écriture ; arrêtez ce Relais, et démarrez depuis là où elle est allée',
};

type Attempt<T> = { value: T } | { again: unknown };

/**
 * `onMoved` hears that the database was moved away under a process that uses it: it takes no write of this process any
 * more.
 */
export function createTransactions(
  {
    client,
    commits,
    onMoved = () => {},
    isMoved = async () => true,
    keys = fixedKeys,
  }: {
    client: MongoClient;
    commits: Collections['commits'];
    onMoved?: (() => void) | undefined;
    /** Whether the database says so; a refusal alone may come of keys that are changed just then. */
    isMoved?: () => Promise<boolean>;
    keys?: LiveKeys;
  },
  { writeMs, readMs }: Patience = usualPatience,
): Transactions {
  /** Whether others have changed the keys since they were at this revision; then the same may be tried again. */
  async function areNewer(revision: number): Promise<boolean> {
    await keys.refresh();
    return keys.revision() !== revision;
  }

  /** See `writeMark` and `commitsValidator`. */
  async function writeId(id: string, under: Under, session: ClientSession): Promise<void> {
    const { generation } = under;
    try {
      await commits.insertOne({ _id: id, at: new Date(), ...(generation > 1 && { generation }) }, { session });
    } catch (error) {
      if (!isRefusedByValidator(error)) throw error;
      if ((await areNewer(under.revision)) || !(await isMoved())) throw new KeysChanged(error);
      onMoved();
      throw new StoreError('unavailable', movedAway, { cause: error });
    }
  }

  /**
   * Every transaction writes an id of its own: whether it is there later says whether the transaction was committed.
   */
  async function attempt<T>(work: (session: ClientSession) => Promise<T>, until: number): Promise<Attempt<T>> {
    const session = client.startSession();
    const id = randomUUID();
    // As they are before anything is sealed: another attempt may bring newer ones meanwhile.
    const under: Under = { generation: keys.generation(), revision: keys.revision() };
    const misses = keys.misses();
    try {
      session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
      let value: T;
      try {
        value = await work(session);
        // What was not proven may have been passed over in silence, and says nothing where the keys are newer.
        if (keys.misses() !== misses && (await areNewer(under.revision))) throw new KeysChanged(null);
        await writeId(id, under, session);
      } catch (error) {
        // It was not asked to commit, so it never will. Where not even that could be said, the server would keep what
        // it changed locked for a minute.
        await session.abortTransaction().catch(() => endedOnServer(session));
        if (isPassing(error) || error instanceof KeysChanged) return { again: error };
        if (keys.misses() !== misses && (await areNewer(under.revision))) return { again: error };
        throw error;
      }
      try {
        await session.commitTransaction();
      } catch (error) {
        if (!(await wasCommitted(id, session, until))) return { again: error };
      }
      return { value };
    } finally {
      await session.endSession().catch(() => undefined);
    }
  }

  async function endOnServer({ id }: ClientSession): Promise<void> {
    if (id) await client.db('admin').command({ killSessions: [id] });
  }

  /** Never rejects: whoever needs what it holds ends it too, some seconds later. */
  async function endedOnServer(session: ClientSession): Promise<void> {
    await persistently(performance.now() + endWithin, () => endOnServer(session)).catch(() => undefined);
  }

  /**
   * What became of a commit whose answer was lost. The driver cannot tell: when a primary dies, most of what was under
   * way fails without any label, and some of it was committed. Once this says no, it never will be.
   */
  async function wasCommitted(id: string, session: ClientSession, until: number): Promise<boolean> {
    return persistently(until, async () => {
      // Linearizable: right after an election, a majority read may still tell what was before.
      const found = await commits.findOne(
        { _id: id },
        { readConcern: { level: 'linearizable' }, maxTimeMS: answerWithin },
      );
      if (found) return isOurs(found);
      // The server may not have got to it yet. It is ended there, and its id taken: one of the two comes first.
      await endOnServer(session).catch(() => undefined);
      const fence = await commits.findOneAndUpdate(
        { _id: id },
        { $setOnInsert: { at: new Date(), fenced: true } },
        { upsert: true, returnDocument: 'after', maxTimeMS: answerWithin, writeConcern: { w: 'majority' } },
      );
      if (!fence)
        throw new StoreError('unavailable', {
          en: 'the database did not tell whether a commit was made',
          fr: 'la base de données n’a pas dit si une validation a été faite',
        });
      return isOurs(fence);
    });
  }

  return {
    async write(work) {
      const until = performance.now() + writeMs;
      let lookAt = performance.now() + inTheWayFor;
      for (let turn = 0; ; turn += 1) {
        const outcome = await attempt(work, until).catch((error: unknown) => Promise.reject(toStoreError(error)));
        if ('value' in outcome) return outcome.value;
        const now = performance.now();
        if (now > until) throw toStoreError(outcome.again);
        if (now > lookAt) {
          lookAt = now + inTheWayFor;
          await endAbandoned(client, commits.dbName);
        }
        await pause(turn);
      }
    },
    async read(work) {
      return persistently(performance.now() + readMs, async () => {
        for (;;) {
          const [revision, misses] = [keys.revision(), keys.misses()];
          const [outcome] = await Promise.allSettled([onSnapshot(work)]);
          // What could not be opened, or was not proven, says nothing where the keys are newer.
          if (keys.misses() !== misses && (await areNewer(revision))) continue;
          if (outcome.status === 'rejected') throw outcome.reason;
          return outcome.value;
        }
      });
    },
  };

  async function onSnapshot<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = client.startSession({ snapshot: true });
    try {
      return await work(session);
    } finally {
      await session.endSession().catch(() => undefined);
    }
  }
}

/** By which keys an attempt seals and proves. */
interface Under {
  generation: number;
  revision: number;
}

/** The server refused what was written under keys of before. */
class KeysChanged extends Error {
  constructor(cause: unknown) {
    super('the keys of the database were changed meanwhile', { cause });
  }
}

/** A fence of ours says that the transaction was not committed, however often it is read. */
function isOurs({ fenced }: CommitDocument): boolean {
  return fenced !== true;
}
