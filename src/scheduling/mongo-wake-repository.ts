import { MongoJobRepository } from '@agendajs/mongo-backend';
import type { JobParameters, JobRepositoryOptions } from 'agenda';
import { type Collection, type Db, MongoError, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { JobGoneError } from './job-gone-error.ts';

export const jobsCollection = 'agendaJobs';
/** What a job is known by besides its id: a departure has one wake-up. */
const departure = 'data.departureId';
const duplicateKey = 11000;
/**
 * Whoever comes later replaces the other; more often than that, two processes do not ask for one departure at one
 * instant.
 */
const mostReplaced = 20;

/** MongoDB's code for an index that is not there. */
const indexNotFound = 27;

/** The index of earlier versions. */
function unlessThereIsNone(error: unknown): void {
  if (!(error instanceof MongoServerError && error.code === indexNotFound)) throw error;
}

const dataSchema = z.object({ departureId: z.string() });

/**
 * Agenda's own repository, and what wake-ups need besides: one for each departure, also when two processes ask for it
 * at once, and a word of its own for a job that somebody removed meanwhile.
 */
export class MongoWakeRepository extends MongoJobRepository {
  readonly #jobs: Collection;

  constructor(db: Db) {
    super({ mongo: db, db: { collection: jobsCollection, address: '' } });
    this.#jobs = db.collection(jobsCollection);
  }

  override async connect(): Promise<void> {
    await super.connect();
    // Sparse, not partial by a type: a question that does not name the type, as Agenda's do not, would look through
    // every job.
    await this.#jobs.createIndex({ [departure]: 1 }, { name: 'one_wake_up_per_departure', unique: true, sparse: true });
    await this.#jobs.dropIndex('one_per_departure').catch(unlessThereIsNone);
  }

  override async saveJob<DATA = unknown>(
    job: JobParameters<DATA>,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters<DATA>> {
    for (let turn = 0; ; turn += 1) {
      try {
        return await super.saveJob(job, options);
      } catch (error) {
        const taken = error instanceof MongoServerError && error.code === duplicateKey;
        if (!taken || turn >= mostReplaced) throw error;
        // By the departure alone: the other was asked for another instant.
        await this.removeJobs({ data: { departureId: dataSchema.parse(job.data).departureId } });
      }
    }
  }

  override async saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    try {
      await super.saveJobState(job, options);
    } catch (error) {
      if (error instanceof MongoError || !(error instanceof Error)) throw error;
      // What it throws by itself means that no such job was found.
      throw new JobGoneError(error.message, { cause: error });
    }
  }

  /** Brings the next run of every job that nobody has locked forward. */
  async shiftWaiting(milliseconds: number): Promise<void> {
    if (!Number.isFinite(milliseconds) || milliseconds < 0)
      throw new RangeError(`waiting jobs can only be brought forward, not by ${milliseconds} ms`);
    const next = { $subtract: ['$nextRunAt', Math.trunc(milliseconds)] };
    // Every job is meant, in the order of Agenda's own index.
    const waiting = { lockedAt: null, nextRunAt: { $ne: null } };
    await this.#jobs.updateMany(waiting, [{ $set: { nextRunAt: next } }], { hint: 'findAndLockNextJobIndex' });
  }
}
