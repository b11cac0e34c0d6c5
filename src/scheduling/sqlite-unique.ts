import type { Sql, SqlValue } from './sqlite-connection.ts';
import { type StoredJob, storedJob, toInstant } from './sqlite-job-row.ts';
import { asStored, bindable, dataExpression, isPlain, jsonEqual, valueAt } from './sqlite-json-match.ts';
import { indexPath } from './sqlite-path-index.ts';

/** The fields of a job that a `unique` object may name beside `data`, and the column of each. */
const columns: Readonly<Record<string, string>> = {
  _id: 'id',
  name: 'name',
  priority: 'priority',
  type: 'type',
  nextRunAt: 'next_run_at',
  lockedAt: 'locked_at',
  lastRunAt: 'last_run_at',
  lastFinishedAt: 'last_finished_at',
  failedAt: 'failed_at',
  failCount: 'fail_count',
  failReason: 'fail_reason',
  repeatInterval: 'repeat_interval',
  repeatTimezone: 'repeat_timezone',
  repeatAt: 'repeat_at',
  startDate: 'start_date',
  endDate: 'end_date',
  debounceStartedAt: 'debounce_started_at',
  progress: 'progress',
  disabled: 'disabled',
  fork: 'fork',
  lastModifiedBy: 'last_modified_by',
};

/**
 * The first job of that name whose fields have the values of the `unique` object. `data.a.b` is the value at that
 * path; comparison is by value and type, and a missing value equals `null`.
 */
export function findUnique(sql: Sql, name: string, unique: Readonly<Record<string, unknown>>): StoredJob | null {
  const conditions = ['name = ?'];
  const values: SqlValue[] = [name];
  const exact: ((data: unknown) => boolean)[] = [];
  for (const [key, value] of Object.entries(unique)) {
    if (key === 'data' || key.startsWith('data.')) {
      const path = key.split('.').slice(1);
      const wanted = asStored(value);
      exact.push((data) => jsonEqual(valueAt(data, path), wanted));
      const expression = dataExpression(path);
      const bound = isPlain(wanted) ? bindable(wanted) : undefined;
      if (expression === undefined || bound === undefined) continue;
      indexPath(sql, expression);
      conditions.push(`${expression} = ?`);
      values.push(bound);
      continue;
    }
    // The name of a column cannot be bound, so it comes from a closed list and never from the caller.
    const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
    if (column === undefined) throw new Error(`Invalid unique constraint field: "${key}"`);
    conditions.push(`${column} IS ?`);
    values.push(toColumn(value));
  }
  for (const row of sql.all(`SELECT * FROM agenda_jobs WHERE ${conditions.join(' AND ')} ORDER BY seq`, ...values)) {
    const stored = storedJob(row);
    if (exact.every((matches) => matches(stored.job.data))) return stored;
  }
  return null;
}

function toColumn(value: unknown): SqlValue {
  if (value instanceof Date) return toInstant(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value === null || value === undefined) return null;
  return String(value);
}
