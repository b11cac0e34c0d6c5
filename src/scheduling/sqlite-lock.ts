import type { JobParameters } from 'agenda';
import type { Sql } from './sqlite-connection.ts';
import { type StoredJob, storedJob } from './sqlite-job-row.ts';

/** What a processor asks for; instants in milliseconds since 1970. */
export interface LockRequest {
  name: string;
  /** Free jobs whose next run is not later than this may be taken. */
  dueBy: number;
  /** Locks taken at or before this have run out. */
  lockedBefore: number;
  lockedAt: number;
  lastModifiedBy: string | null;
}

/**
 * Takes the job that should run next: the earliest, then the one of highest priority, then the oldest. Two questions
 * instead of one with OR, because each has an index that answers it at once among any number of waiting jobs.
 */
export function lockNext(sql: Sql, request: LockRequest): JobParameters | undefined {
  const { name, dueBy, lockedBefore, lockedAt, lastModifiedBy } = request;
  const due = first(
    sql.all(
      `SELECT * FROM agenda_jobs
       WHERE name = ? AND locked_at IS NULL AND disabled = 0 AND next_run_at IS NOT NULL AND next_run_at <= ?
       ORDER BY next_run_at, priority DESC, seq LIMIT 1`,
      name,
      dueBy,
    ),
  );
  const expired = first(
    sql.all(
      `SELECT * FROM agenda_jobs WHERE name = ? AND disabled = 0 AND locked_at IS NOT NULL AND locked_at <= ?
       ORDER BY next_run_at NULLS LAST, priority DESC, seq LIMIT 1`,
      name,
      lockedBefore,
    ),
  );
  const next = due && expired ? earlier(due, expired) : (due ?? expired);
  if (!next) return undefined;
  const row = sql.all(
    `UPDATE agenda_jobs SET locked_at = ?, last_modified_by = ?, seen_next_run_at = next_run_at
     WHERE seq = ? RETURNING *`,
    lockedAt,
    lastModifiedBy,
    next.seq,
  )[0];
  return storedJob(row).job;
}

function first(rows: readonly unknown[]): StoredJob | undefined {
  return rows[0] === undefined ? undefined : storedJob(rows[0]);
}

function earlier(left: StoredJob, right: StoredJob): StoredJob {
  const gap =
    (left.job.nextRunAt?.getTime() ?? Number.POSITIVE_INFINITY) -
    (right.job.nextRunAt?.getTime() ?? Number.POSITIVE_INFINITY);
  // Two infinities make NaN, which is no difference either.
  const order = gap || right.job.priority - left.job.priority || left.seq - right.seq;
  return order <= 0 ? left : right;
}
