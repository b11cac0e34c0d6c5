import { MongoChangeStreamNotificationChannel } from '@agendajs/mongo-backend';
import { type Db, MongoError } from 'mongodb';
import type { Logger } from 'pino';
import { z } from 'zod';
import { jobsCollection } from './mongo-wake-repository.ts';

/**
 * The place it was to go on from is no longer in the log of operations: it begins anew, and the polling has what was
 * missed.
 */
const historyLost: ReadonlySet<number> = new Set([280, 286]);
/** No such streams here, or none for this user: then there is the polling alone. */
const notToBeHad: ReadonlySet<number> = new Set([13, 40_573]);

const openedSchema = z.object({ cursor: z.object({ id: z.unknown(), postBatchResumeToken: z.unknown() }) });

/**
 * Agenda's own channel over a change stream, which opens it again with `resumeAfter` when it is lost, for as long as it
 * takes. A wake-up that it does not tell of is found by Agenda's polling.
 */
export class MongoWakeChannel extends MongoChangeStreamNotificationChannel {
  readonly #db: Db;
  readonly #log: Pick<Logger, 'warn' | 'debug'>;

  constructor(db: Db, log: Pick<Logger, 'warn' | 'debug'>) {
    super({
      db,
      collection: jobsCollection,
      reconnect: { enabled: true, maxAttempts: Number.POSITIVE_INFINITY, initialDelayMs: 100, maxDelayMs: 5_000 },
    });
    this.#db = db;
    this.#log = log;
    this.on('error', (error: Error) => {
      if (isOneOf(historyLost, error)) this.#goOnFrom(undefined);
      log.debug({ err: error }, 'the stream of wake-ups was lost and is opened again');
    });
  }

  /**
   * The channel counts as connected before the server has opened its stream. So it always goes on from a place that was
   * known before: what is asked for in between is told too. Resolves also where there is no stream yet, or none to be
   * had.
   */
  override async connect(): Promise<void> {
    try {
      if (this.getResumeToken() === undefined) this.#goOnFrom(await this.#now());
      await super.connect();
    } catch (error) {
      if (isOneOf(notToBeHad, error)) {
        this.#log.warn('change streams are not to be had; wake-ups are looked for every few seconds');
        return;
      }
      this.#log.debug({ err: error }, 'the stream of wake-ups cannot be opened yet');
      this.scheduleReconnect();
    }
  }

  /**
   * The present end of the log of operations, as a place to go on from; the driver's own streams would wait for a
   * change.
   */
  async #now(): Promise<unknown> {
    const pipeline = [{ $changeStream: {} }];
    const answer = await this.#db.command({ aggregate: jobsCollection, pipeline, cursor: { batchSize: 0 } });
    const { id, postBatchResumeToken } = openedSchema.parse(answer).cursor;
    await this.#db.command({ killCursors: jobsCollection, cursors: [id] });
    return postBatchResumeToken;
  }

  /** Private there, and never given up: the channel would ask for a place that is gone for ever. */
  #goOnFrom(token: unknown): void {
    Reflect.set(this, 'resumeToken', token);
  }
}

function isOneOf(codes: ReadonlySet<number>, error: unknown): boolean {
  return error instanceof MongoError && typeof error.code === 'number' && codes.has(error.code);
}
