import type { JobLogEntry, JobLogger, JobLogQuery, JobLogQueryResult } from 'agenda';
import { z } from 'zod';
import type { SqliteConnection, SqlValue } from './sqlite-connection.ts';
import { reasonText } from './sqlite-job-row.ts';

const rowSchema = z.object({
  seq: z.number(),
  timestamp: z.number().transform((milliseconds) => new Date(milliseconds)),
  level: z.enum(['info', 'warn', 'error', 'debug']),
  event: z.enum(['start', 'success', 'fail', 'complete', 'retry', 'retry:exhausted', 'locked', 'expired']),
  job_id: z.string().nullable(),
  job_name: z.string(),
  message: z.string(),
  duration: z.number().nullable(),
  error: z.string().nullable(),
  fail_count: z.number().nullable(),
  retry_delay: z.number().nullable(),
  retry_attempt: z.number().nullable(),
  agenda_name: z.string().nullable(),
  meta: z.string().nullable(),
});
const countRow = z.object({ entries: z.number() });
const metaSchema = z.record(z.string(), z.unknown());
const defaultLimit = 50;

/** What Agenda says about each run, kept in the same file. Written only when Agenda was asked to log. */
export class SqliteJobLogger implements JobLogger {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async log(entry: Omit<JobLogEntry, '_id'>): Promise<void> {
    await this.#connection.write('relaxed', (sql) =>
      sql.run(
        `INSERT INTO agenda_logs (timestamp, level, event, job_id, job_name, message, duration, error, fail_count,
           retry_delay, retry_attempt, agenda_name, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.timestamp.getTime(),
        entry.level,
        entry.event,
        entry.jobId ?? null,
        entry.jobName,
        entry.message,
        entry.duration ?? null,
        // `error.message` of whatever was thrown.
        reasonText(entry.error),
        entry.failCount ?? null,
        entry.retryDelay ?? null,
        entry.retryAttempt ?? null,
        entry.agendaName ?? null,
        entry.meta ? JSON.stringify(entry.meta) : null,
      ),
    );
  }

  async getLogs(query: JobLogQuery = {}): Promise<JobLogQueryResult> {
    const { where, values } = matching(query);
    const direction = query.sort === 'asc' ? 'ASC' : 'DESC';
    return this.#connection.read((sql) => ({
      entries: sql
        .all(
          `SELECT * FROM agenda_logs ${where} ORDER BY timestamp ${direction}, seq ${direction} LIMIT ? OFFSET ?`,
          ...values,
          query.limit ?? defaultLimit,
          query.offset ?? 0,
        )
        .map(entryOf),
      total: countRow.parse(sql.all(`SELECT count(*) AS entries FROM agenda_logs ${where}`, ...values)[0]).entries,
    }));
  }

  async clearLogs(query: JobLogQuery = {}): Promise<number> {
    const { where, values } = matching(query);
    return this.#connection.write('durable', (sql) => sql.run(`DELETE FROM agenda_logs ${where}`, ...values));
  }
}

function entryOf(row: unknown): JobLogEntry {
  const parsed = rowSchema.parse(row);
  return {
    _id: String(parsed.seq),
    timestamp: parsed.timestamp,
    level: parsed.level,
    event: parsed.event,
    jobName: parsed.job_name,
    message: parsed.message,
    ...(parsed.job_id !== null && { jobId: parsed.job_id }),
    ...(parsed.duration !== null && { duration: parsed.duration }),
    ...(parsed.error !== null && { error: parsed.error }),
    ...(parsed.fail_count !== null && { failCount: parsed.fail_count }),
    ...(parsed.retry_delay !== null && { retryDelay: parsed.retry_delay }),
    ...(parsed.retry_attempt !== null && { retryAttempt: parsed.retry_attempt }),
    ...(parsed.agenda_name !== null && { agendaName: parsed.agenda_name }),
    ...(parsed.meta !== null && { meta: metaSchema.parse(JSON.parse(parsed.meta)) }),
  };
}

function matching(query: JobLogQuery): { where: string; values: SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, value: SqlValue): void => {
    conditions.push(condition);
    values.push(value);
  };
  if (query.jobId) add('job_id = ?', query.jobId);
  if (query.jobName) add('job_name = ?', query.jobName);
  if (query.level) add('level IN (SELECT value FROM json_each(?))', JSON.stringify([query.level].flat()));
  if (query.event) add('event IN (SELECT value FROM json_each(?))', JSON.stringify([query.event].flat()));
  if (query.from) add('timestamp >= ?', query.from.getTime());
  if (query.to) add('timestamp <= ?', query.to.getTime());
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}
