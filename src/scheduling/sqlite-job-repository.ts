import type {
  JobId,
  JobParameters,
  JobRepository,
  JobRepositoryOptions,
  JobsOverview,
  JobsQueryOptions,
  JobsResult,
  RemoveJobsOptions,
} from 'agenda';
import { z } from 'zod';
import { JobGoneError } from './job-gone-error.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import {
  and,
  changeJobs,
  inState,
  isEmpty,
  jobFilter,
  oneOf,
  orderBy,
  selectJobs,
  stateExpression,
} from './sqlite-job-query.ts';
import { storedJob, toInstant } from './sqlite-job-row.ts';
import { lockNext } from './sqlite-lock.ts';
import { saveJob, saveState } from './sqlite-save-job.ts';

const states = ['running', 'scheduled', 'queued', 'completed', 'failed', 'repeating'] as const;
const stateRow = z.object({ state: z.enum(states) });
const overviewRow = z.object({ name: z.string(), state: z.enum(states), jobs: z.number(), paused: z.number() });
const nameRow = z.object({ name: z.string() });
const countRow = z.object({ jobs: z.number() });

/** How far ahead a job may be locked before it is due. */
export type LockHorizon = (nextScanAt: Date, now: Date) => Date;

/** Agenda's jobs in SQLite. Every change is one transaction, or a part of one that other changes share. */
export class SqliteJobRepository implements JobRepository {
  readonly #connection: SqliteConnection;
  readonly #horizon: LockHorizon;

  constructor(connection: SqliteConnection, horizon: LockHorizon = (nextScanAt) => nextScanAt) {
    this.#connection = connection;
    this.#horizon = horizon;
  }

  async connect(): Promise<void> {
    this.#connection.open();
  }

  async queryJobs(options: JobsQueryOptions = {}): Promise<JobsResult> {
    const { state, search, includeDisabled = true, sort, skip = 0, limit = 0 } = options;
    let filter = jobFilter(options);
    if (!includeDisabled) filter = and(filter, { sql: 'disabled = 0', values: [] });
    if (state) filter = and(filter, inState(state));
    if (search) filter = and(filter, oneOf('name', await this.#namesWith(search)));
    const from = { sql: `(SELECT *, ${stateExpression} AS state FROM agenda_jobs)`, values: [Date.now()] };
    const { jobs, total } = await this.#connection.read((sql) =>
      selectJobs(sql, { filter, from, order: orderBy(sort), skip, limit }),
    );
    return { jobs: jobs.map(({ job, row }) => ({ ...job, ...stateRow.parse(row) })), total };
  }

  /** SQLite folds only ASCII letters, so the names are compared here. */
  async #namesWith(search: string): Promise<string[]> {
    const wanted = search.toLowerCase();
    return (await this.getDistinctJobNames()).filter((name) => name.toLowerCase().includes(wanted));
  }

  async getJobsOverview(): Promise<JobsOverview[]> {
    const rows = await this.#connection.read((sql) =>
      sql.all(
        `SELECT name, ${stateExpression} AS state, count(*) AS jobs, sum(disabled) AS paused
         FROM agenda_jobs GROUP BY 1, 2 ORDER BY 1`,
        Date.now(),
      ),
    );
    const overviews = new Map<string, JobsOverview>();
    for (const { name, state, jobs, paused } of z.array(overviewRow).parse(rows)) {
      const overview = overviews.get(name) ?? emptyOverview(name);
      overview[state] += jobs;
      overview.total += jobs;
      overview.paused += paused;
      overviews.set(name, overview);
    }
    return [...overviews.values()];
  }

  async getDistinctJobNames(): Promise<string[]> {
    const rows = await this.#connection.read((sql) => sql.all('SELECT DISTINCT name FROM agenda_jobs ORDER BY name'));
    return rows.map((row) => nameRow.parse(row).name);
  }

  async getJobById(id: string): Promise<JobParameters | null> {
    const [row] = await this.#connection.read((sql) => sql.all('SELECT * FROM agenda_jobs WHERE id = ?', String(id)));
    return row === undefined ? null : storedJob(row).job;
  }

  async getQueueSize(): Promise<number> {
    const rows = await this.#connection.read((sql) =>
      sql.all('SELECT count(*) AS jobs FROM agenda_jobs WHERE next_run_at < ?', Date.now()),
    );
    return countRow.parse(rows[0]).jobs;
  }

  async removeJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#change(options, 'DELETE FROM agenda_jobs');
  }

  async disableJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#change(options, 'UPDATE agenda_jobs SET disabled = 1');
  }

  async enableJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#change(options, 'UPDATE agenda_jobs SET disabled = 0');
  }

  async #change(options: RemoveJobsOptions, change: string): Promise<number> {
    const filter = jobFilter(options);
    return isEmpty(filter) ? 0 : this.#connection.write('durable', (sql) => changeJobs(sql, filter, change));
  }

  async purgeAllJobs(): Promise<number> {
    return this.#connection.write('durable', (sql) => sql.run('DELETE FROM agenda_jobs'));
  }

  async saveJob<DATA = unknown>(
    job: JobParameters<DATA>,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters<DATA>> {
    const saved = await this.#connection.write('durable', (sql) => saveJob(sql, job, options?.lastModifiedBy));
    // DATA is a promise of the caller about what it stored under this name; nothing here could check it.
    return saved === undefined ? job : (saved as JobParameters<DATA>);
  }

  async saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    if (!job._id) throw new Error('Cannot save job state without job ID');
    // While the lock is held the run counts as not done, after a power cut as before: only its end must be on disk.
    const durability = job.lockedAt ? 'relaxed' : 'durable';
    const found = await this.#connection.write(durability, (sql) => saveState(sql, job, options?.lastModifiedBy));
    if (!found)
      throw new JobGoneError(
        `job ${job._id} (name: ${job.name}) cannot be updated in the database, maybe it does not exist anymore?`,
      );
  }

  async lockJob(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<JobParameters | undefined> {
    const { _id: id, nextRunAt } = job;
    if (!id) return undefined;
    const row = await this.#connection.write(
      'relaxed',
      (sql) =>
        sql.all(
          `UPDATE agenda_jobs SET locked_at = ?, last_modified_by = ?, seen_next_run_at = next_run_at
           WHERE id = ? AND name = ? AND locked_at IS NULL AND next_run_at = ? AND disabled = 0 RETURNING *`,
          Date.now(),
          options?.lastModifiedBy ?? null,
          String(id),
          job.name,
          toInstant(nextRunAt),
        )[0],
    );
    return row === undefined ? undefined : storedJob(row).job;
  }

  async unlockJob(job: JobParameters): Promise<void> {
    const id = job._id;
    if (!id) return;
    // A one-off job that has started has no next run; it stays locked until it ends or its lock runs out.
    await this.#connection.write('relaxed', (sql) =>
      sql.run('UPDATE agenda_jobs SET locked_at = NULL WHERE id = ? AND next_run_at IS NOT NULL', String(id)),
    );
  }

  async unlockJobs(jobIds: (JobId | string)[]): Promise<void> {
    if (jobIds.length === 0) return;
    const filter = jobFilter({ ids: jobIds });
    await this.#connection.write('relaxed', (sql) =>
      changeJobs(sql, filter, 'UPDATE agenda_jobs SET locked_at = NULL'),
    );
  }

  async getNextJobToRun(
    jobName: string,
    nextScanAt: Date,
    lockDeadline: Date,
    now: Date | undefined,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters | undefined> {
    return this.#connection.write('relaxed', (sql) => {
      const lockedAt = now ?? new Date();
      return lockNext(sql, {
        name: jobName,
        dueBy: this.#horizon(nextScanAt, lockedAt).getTime(),
        lockedBefore: lockDeadline.getTime(),
        lockedAt: lockedAt.getTime(),
        lastModifiedBy: options?.lastModifiedBy ?? null,
      });
    });
  }

  /** Brings the next run of every job that nobody has locked forward; returns how many there are. */
  async shiftWaiting(milliseconds: number): Promise<number> {
    if (!Number.isFinite(milliseconds) || milliseconds < 0)
      throw new RangeError(`waiting jobs can only be brought forward, not by ${milliseconds} ms`);
    return this.#connection.write('durable', (sql) =>
      sql.run(
        'UPDATE agenda_jobs SET next_run_at = next_run_at - ? WHERE locked_at IS NULL AND next_run_at IS NOT NULL',
        Math.trunc(milliseconds),
      ),
    );
  }
}

function emptyOverview(name: string): JobsOverview {
  return { name, total: 0, running: 0, scheduled: 0, queued: 0, completed: 0, failed: 0, repeating: 0, paused: 0 };
}
