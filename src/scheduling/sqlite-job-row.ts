import { type JobParameters, toJobId } from 'agenda';
import { z } from 'zod';
import type { SqlValue } from './sqlite-connection.ts';

const instant = z.number().transform((milliseconds) => new Date(milliseconds));
const flag = z.number().transform((bit) => bit !== 0);

const rowSchema = z.object({
  seq: z.number(),
  id: z.string(),
  name: z.string(),
  priority: z.number(),
  type: z.enum(['normal', 'single']),
  next_run_at: instant.nullable(),
  locked_at: instant.nullable(),
  last_run_at: instant.nullable(),
  last_finished_at: instant.nullable(),
  failed_at: instant.nullable(),
  fail_count: z.number().nullable(),
  fail_reason: z.string().nullable(),
  repeat_interval: z.union([z.string(), z.number()]).nullable(),
  repeat_timezone: z.string().nullable(),
  repeat_at: z.string().nullable(),
  start_date: instant.nullable(),
  end_date: instant.nullable(),
  skip_days: z.string().nullable(),
  debounce_started_at: instant.nullable(),
  progress: z.number().nullable(),
  disabled: flag,
  fork: flag,
  last_modified_by: z.string().nullable(),
  data: z.string().nullable(),
});

const skipDaysSchema = z.array(z.number());

/** A job as it was read, with the place in the table that breaks ties. */
export interface StoredJob {
  seq: number;
  job: JobParameters<unknown> & { _id: NonNullable<JobParameters['_id']> };
}

/** A row of `agenda_jobs` as Agenda wants it: what is not there is left out. */
export function storedJob(row: unknown): StoredJob {
  const { seq, id, name, priority, type, next_run_at: nextRunAt, data, disabled, fork, ...rest } = rowSchema.parse(row);
  return {
    seq,
    job: {
      _id: toJobId(id),
      name,
      priority,
      type,
      nextRunAt,
      data: data === null ? null : JSON.parse(data),
      disabled,
      fork,
      ...(rest.locked_at && { lockedAt: rest.locked_at }),
      ...(rest.last_run_at && { lastRunAt: rest.last_run_at }),
      ...(rest.last_finished_at && { lastFinishedAt: rest.last_finished_at }),
      ...(rest.failed_at && { failedAt: rest.failed_at }),
      ...(rest.fail_count !== null && { failCount: rest.fail_count }),
      ...(rest.fail_reason !== null && { failReason: rest.fail_reason }),
      ...(rest.repeat_interval !== null && { repeatInterval: rest.repeat_interval }),
      ...(rest.repeat_timezone !== null && { repeatTimezone: rest.repeat_timezone }),
      ...(rest.repeat_at !== null && { repeatAt: rest.repeat_at }),
      ...(rest.start_date && { startDate: rest.start_date }),
      ...(rest.end_date && { endDate: rest.end_date }),
      ...(rest.skip_days !== null && { skipDays: skipDaysSchema.parse(JSON.parse(rest.skip_days)) }),
      ...(rest.debounce_started_at && { debounceStartedAt: rest.debounce_started_at }),
      ...(rest.progress !== null && { progress: rest.progress }),
      ...(rest.last_modified_by !== null && { lastModifiedBy: rest.last_modified_by }),
    },
  };
}

/** Columns and what to put in them. */
export type Columns = Readonly<Record<string, SqlValue>>;

/** Agenda hands over dates, but its callers may have set anything a `Date` can be made of. */
export function toInstant(value: Date | string | number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  const milliseconds = new Date(value).getTime();
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** What every save of a job writes: the parts that belong to whoever schedules it. */
export function scheduleColumns(job: JobParameters<unknown>, lastModifiedBy: string | undefined): Columns {
  const data: string | undefined = JSON.stringify(job.data);
  return {
    name: job.name,
    priority: job.priority,
    type: job.type,
    next_run_at: toInstant(job.nextRunAt),
    repeat_interval: job.repeatInterval || null,
    repeat_timezone: job.repeatTimezone || null,
    repeat_at: job.repeatAt || null,
    start_date: toInstant(job.startDate),
    end_date: toInstant(job.endDate),
    skip_days: job.skipDays ? JSON.stringify(job.skipDays) : null,
    disabled: job.disabled ? 1 : 0,
    fork: job.fork ? 1 : 0,
    last_modified_by: lastModifiedBy ?? null,
    data: data ?? null,
  };
}

/** What the last run left behind: written when a job is new, and otherwise only by the processor. */
export function runColumns(job: JobParameters<unknown>): Columns {
  return {
    locked_at: toInstant(job.lockedAt),
    last_run_at: toInstant(job.lastRunAt),
    last_finished_at: toInstant(job.lastFinishedAt),
    progress: job.progress ?? null,
    ...failureColumns(job),
  };
}

export function failureColumns(job: JobParameters<unknown>): Columns {
  return {
    failed_at: toInstant(job.failedAt),
    fail_count: job.failCount ?? null,
    fail_reason: reasonText(job.failReason),
  };
}

/**
 * A job may throw anything, and a forked one hands its failure over as an object; Agenda declares only text. Its
 * backend for PostgreSQL keeps such a reason as JSON, and so does this one. Null for a failure without a reason.
 */
export function reasonText(reason: unknown): string | null {
  if (reason === undefined || reason === null) return null;
  if (typeof reason !== 'object') return String(reason);
  try {
    const text: string | undefined = JSON.stringify(reason);
    return text ?? String(reason);
  } catch {
    // A circle, or a value that JSON does not have.
    return String(reason);
  }
}
