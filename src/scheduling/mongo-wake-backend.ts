import type { AgendaBackend } from 'agenda';
import { MongoClient, ReadPreference } from 'mongodb';
import type { Logger } from 'pino';
import { MongoWakeChannel } from './mongo-wake-channel.ts';
import { MongoWakeRepository } from './mongo-wake-repository.ts';

export interface MongoWakeBackendOptions {
  /** As in MONGODB_URI, which was used before: it can be read, and leads to a replica set. */
  uri: string;
  /** The database in which the jobs stand, beside what the store keeps. */
  database: string;
  log: Pick<Logger, 'warn' | 'debug'>;
  /**
   * Runs what may be done twice, again while the set chooses a primary; rejects with words for whoever starts Relais.
   */
  throughElections<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Agenda's storage and notifications on MongoDB, by a client of its own: a change stream on a node that died goes on
 * only after the time that a client looks for servers, and what a store has under way must not wait behind streams.
 */
export class MongoWakeBackend implements AgendaBackend {
  readonly name = 'MongoDB';
  readonly ownsConnection = true;
  readonly repository: MongoWakeRepository;
  readonly notificationChannel: MongoWakeChannel;
  readonly #client: MongoClient;
  readonly #throughElections: MongoWakeBackendOptions['throughElections'];

  constructor({ uri, database, log, throughElections }: MongoWakeBackendOptions) {
    this.#throughElections = throughElections;
    this.#client = new MongoClient(uri, {
      // As `relais migrate` looks for it.
      appName: `relais-scheduler/${database}`,
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
      readPreference: ReadPreference.primary,
      // Longer than an election of the kind that is usual, and no longer than a person waits.
      serverSelectionTimeoutMS: 5_000,
      connectTimeoutMS: 5_000,
    });
    const db = this.#client.db(database);
    this.repository = new MongoWakeRepository(db);
    this.notificationChannel = new MongoWakeChannel(db, log);
  }

  /** Connects and makes the indexes; again and again without harm. */
  async connect(): Promise<void> {
    await this.#throughElections(async () => {
      await this.#client.connect();
      await this.repository.connect();
    });
  }

  async disconnect(): Promise<void> {
    await this.notificationChannel.disconnect();
    await this.#client.close();
  }

  /** Lets time pass: the stream tells of every job that was moved, and what has become due begins. */
  async shiftWaiting(milliseconds: number): Promise<void> {
    await this.repository.shiftWaiting(milliseconds);
  }
}
