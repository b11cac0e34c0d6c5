/**
 * The tables Agenda needs, in the same file as everything else. Instants are whole milliseconds since 1970, flags are
 * 0 or 1, documents are JSON text.
 *
 * `seen_next_run_at` is the next run as the process that holds the lock last knew it: with it the end of a run can
 * tell "nobody touched the schedule" from "somebody asked for another run meanwhile" (see `saveState`).
 */
const tables = `
CREATE TABLE IF NOT EXISTS agenda_jobs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  priority REAL NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('normal', 'single')),
  next_run_at INTEGER,
  seen_next_run_at INTEGER,
  locked_at INTEGER,
  last_run_at INTEGER,
  last_finished_at INTEGER,
  failed_at INTEGER,
  fail_count INTEGER,
  fail_reason TEXT,
  repeat_interval ANY,
  repeat_timezone TEXT,
  repeat_at TEXT,
  start_date INTEGER,
  end_date INTEGER,
  skip_days TEXT,
  debounce_started_at INTEGER,
  progress REAL,
  disabled INTEGER NOT NULL DEFAULT 0,
  fork INTEGER NOT NULL DEFAULT 0,
  last_modified_by TEXT,
  data TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS agenda_messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  origin TEXT NOT NULL,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL,
  sent_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS agenda_logs (
  seq INTEGER PRIMARY KEY,
  timestamp INTEGER NOT NULL,
  level TEXT NOT NULL,
  event TEXT NOT NULL,
  job_id TEXT,
  job_name TEXT NOT NULL,
  message TEXT NOT NULL,
  duration REAL,
  error TEXT,
  fail_count INTEGER,
  retry_delay REAL,
  retry_attempt INTEGER,
  agenda_name TEXT,
  meta TEXT
) STRICT;
`;

/**
 * One index per question that is asked often: what may run, whose lock ran out, what is due next, is there one already.
 */
const indexes = `
CREATE INDEX IF NOT EXISTS agenda_jobs_find_and_lock ON agenda_jobs (name, next_run_at, priority DESC)
  WHERE locked_at IS NULL AND disabled = 0 AND next_run_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS agenda_jobs_locked ON agenda_jobs (name, locked_at) WHERE locked_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS agenda_jobs_due ON agenda_jobs (next_run_at, name)
  WHERE locked_at IS NULL AND disabled = 0 AND next_run_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS agenda_jobs_name ON agenda_jobs (name);
CREATE UNIQUE INDEX IF NOT EXISTS agenda_jobs_single ON agenda_jobs (name) WHERE type = 'single';
CREATE INDEX IF NOT EXISTS agenda_logs_timestamp ON agenda_logs (timestamp);
CREATE INDEX IF NOT EXISTS agenda_logs_job ON agenda_logs (job_id, timestamp);
`;

/** Safe to run on every start. */
export const schema = tables + indexes;
