import { randomUUID } from 'node:crypto';
import type { JobParameters } from 'agenda';
import type { Sql } from './sqlite-connection.ts';
import { debouncedTimes } from './sqlite-debounce.ts';
import {
  type Columns,
  failureColumns,
  runColumns,
  type StoredJob,
  scheduleColumns,
  storedJob,
  toInstant,
} from './sqlite-job-row.ts';
import { findUnique } from './sqlite-unique.ts';

type Job = JobParameters<unknown>;

/**
 * Writes a job as its scheduler sees it: by id, as the only one of its name (`single`), as the only one with the same
 * `unique` values, or as a new one. Returns `undefined` when a job that has an id is no longer there.
 */
export function saveJob(sql: Sql, job: Job, lastModifiedBy: string | undefined): Job | undefined {
  const columns = scheduleColumns(job, lastModifiedBy);
  const now = new Date();
  if (job._id) {
    const id = String(job._id);
    const found = sql.all('SELECT * FROM agenda_jobs WHERE id = ? AND name = ?', id, job.name)[0];
    return found === undefined ? undefined : update(sql, storedJob(found), { ...columns, ...givenFailure(job) });
  }
  if (job.type === 'single') return saveSingle(sql, job, columns, now);
  if (job.unique) return saveUnique(sql, job, columns, now);
  return insert(sql, job, columns);
}

function saveSingle(sql: Sql, job: Job, columns: Columns, now: Date): Job {
  const found = sql.all("SELECT * FROM agenda_jobs WHERE name = ? AND type = 'single'", job.name)[0];
  if (found === undefined) return insert(sql, job, columns);
  const existing = storedJob(found);
  // `every()` asks for "now" at each start of the program: that must not run a job again which has its next run set.
  const asked = toInstant(job.nextRunAt);
  const keep = asked !== null && asked <= now.getTime() && existing.job.nextRunAt !== null;
  const next = keep ? toInstant(existing.job.nextRunAt) : asked;
  return update(sql, existing, { ...columns, ...givenFailure(job), next_run_at: next });
}

function saveUnique(sql: Sql, job: Job, columns: Columns, now: Date): Job {
  const existing = findUnique(sql, job.name, job.unique ?? {});
  const debounce = job.uniqueOpts?.debounce;
  if (existing && job.uniqueOpts?.insertOnly && !debounce) return existing.job;
  const times =
    debounce &&
    debouncedTimes({
      options: debounce,
      existing: existing && {
        nextRunAt: existing.job.nextRunAt,
        debounceStartedAt: existing.job.debounceStartedAt ?? null,
      },
      asked: job.nextRunAt,
      now,
    });
  const timed = times ? { ...columns, next_run_at: toInstant(times.nextRunAt) } : columns;
  const started = { debounce_started_at: toInstant(times?.debounceStartedAt) };
  if (!existing) return insert(sql, job, { ...timed, ...started });
  return update(sql, existing, { ...timed, ...started, ...givenFailure(job) });
}

/** The processor owns these; a save that does not name them leaves them alone. */
function givenFailure(job: Job): Columns {
  const given: Record<string, Columns[string]> = {};
  const all = failureColumns(job);
  for (const [key, column] of [
    ['failedAt', 'failed_at'],
    ['failCount', 'fail_count'],
    ['failReason', 'fail_reason'],
  ] as const)
    if (key in job) given[column] = all[column] ?? null;
  return given;
}

function insert(sql: Sql, job: Job, columns: Columns): Job {
  const all: Columns = {
    debounce_started_at: toInstant(job.debounceStartedAt),
    ...runColumns(job),
    ...columns,
    id: randomUUID(),
  };
  const withSeen: Columns = { ...all, seen_next_run_at: all['next_run_at'] ?? null };
  const names = Object.keys(withSeen);
  const row = sql.all(
    `INSERT INTO agenda_jobs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING *`,
    ...Object.values(withSeen),
  )[0];
  return storedJob(row).job;
}

function update(sql: Sql, { seq }: StoredJob, columns: Columns): Job {
  const row = sql.all(
    `UPDATE agenda_jobs SET ${Object.keys(columns)
      .map((name) => `${name} = ?`)
      .join(', ')} WHERE seq = ? RETURNING *`,
    ...Object.values(columns),
    seq,
  )[0];
  return storedJob(row).job;
}

/**
 * Writes how far a run has come. A run that ends does not overwrite a next run that somebody else asked for while it
 * was going on: the processor's copy of the job was made before that.
 *
 * @returns false when there is no such job any more.
 */
export function saveState(sql: Sql, job: Job, lastModifiedBy: string | undefined): boolean {
  const columns: Columns = { ...runColumns(job), last_modified_by: lastModifiedBy ?? null };
  const next = toInstant(job.nextRunAt);
  const changed = sql.run(
    `UPDATE agenda_jobs SET
       next_run_at = CASE
         WHEN locked_at IS NOT NULL AND next_run_at IS NOT seen_next_run_at AND ? IS seen_next_run_at THEN next_run_at
         ELSE ? END,
       seen_next_run_at = ?,
       ${Object.keys(columns)
         .map((name) => `${name} = ?`)
         .join(', ')}
     WHERE id = ? AND name = ?`,
    next,
    next,
    next,
    ...Object.values(columns),
    String(job._id),
    job.name,
  );
  return changed === 1;
}
