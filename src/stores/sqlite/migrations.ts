import { z } from 'zod';
import { StoreError } from '../../engine/ports/store.ts';
import { startTheNewer } from '../departure-sealing.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** Applied in order, once each; a published one is never edited. */
const migrations: readonly { name: string; sql: string }[] = [
  {
    name: 'departures, journal, people and notes',
    sql: `
CREATE TABLE relais_meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

CREATE TABLE departures (
  ordinal    INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  version    INTEGER NOT NULL,
  status     TEXT NOT NULL,
  created_at TEXT NOT NULL,
  wake_at    TEXT,
  leaver     BLOB,
  last_seq   INTEGER NOT NULL,
  last_hash  BLOB NOT NULL,
  state      BLOB NOT NULL,
  data_key   BLOB,
  proof      BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX departures_one_open_per_leaver ON departures (leaver) WHERE status IN ('draft', 'active');
CREATE INDEX departures_by_leaver ON departures (leaver) WHERE leaver IS NOT NULL;
CREATE INDEX departures_by_wake ON departures (wake_at, ordinal) WHERE wake_at IS NOT NULL;
CREATE INDEX departures_by_age ON departures (created_at, ordinal);

CREATE TABLE entries (
  departure_id TEXT NOT NULL REFERENCES departures (id),
  seq          INTEGER NOT NULL,
  prev_hash    BLOB NOT NULL,
  hash         BLOB NOT NULL,
  sealed       BLOB NOT NULL,
  PRIMARY KEY (departure_id, seq)
) STRICT;
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE involved (
  person       BLOB NOT NULL,
  departure_id TEXT NOT NULL REFERENCES departures (id),
  PRIMARY KEY (person, departure_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX involved_by_departure ON involved (departure_id);

CREATE TABLE people (
  id     BLOB PRIMARY KEY,
  email  BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL
) STRICT;
CREATE TABLE person_handles (
  handle BLOB PRIMARY KEY,
  person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX person_handles_by_person ON person_handles (person);

CREATE TABLE notes (key BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
`,
  },
  {
    name: 'what is to be done once',
    sql: `
CREATE TABLE once (
  key   BLOB PRIMARY KEY,
  until INTEGER NOT NULL,
  done  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX once_by_end ON once (until);
`,
  },
  {
    // The empty value says that they are still to be made, of what the file holds already.
    name: 'live departures, and the numbers over those that ended',
    sql: `
CREATE TABLE live (
  created_at   TEXT NOT NULL,
  ordinal      INTEGER NOT NULL,
  departure_id TEXT NOT NULL REFERENCES departures (id),
  PRIMARY KEY (created_at, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
  departure_id TEXT PRIMARY KEY REFERENCES departures (id),
  sealed       BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO relais_meta (key, value) VALUES ('totals', x'');
`,
  },
  {
    name: 'the rows of a state',
    sql: `
CREATE TABLE parts (
  departure_id TEXT NOT NULL REFERENCES departures (id),
  part         TEXT NOT NULL,
  version      INTEGER NOT NULL,
  sealed       BLOB NOT NULL,
  PRIMARY KEY (departure_id, part)
) STRICT;

CREATE TABLE flows (hash BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
`,
  },
  {
    name: 'how many calls each system may still take',
    sql: `
CREATE TABLE call_budgets (
  key  TEXT PRIMARY KEY,
  kept TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  {
    // Made of the states when the file is opened, because the numbers have another shape since.
    name: 'what lists of departures are filtered and sorted by',
    sql: `
CREATE TABLE listing (
  departure_id TEXT PRIMARY KEY REFERENCES departures (id),
  open         INTEGER NOT NULL,
  kind         BLOB NOT NULL,
  manager      BLOB,
  leaver       BLOB NOT NULL,
  last_day     TEXT NOT NULL,
  next_at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_by_next ON listing (open, next_at, departure_id);
CREATE INDEX listing_by_manager ON listing (manager, open, next_at, departure_id) WHERE manager IS NOT NULL;
`,
  },
  {
    name: 'which worker is at which departure',
    sql: `
CREATE TABLE claims (
  departure_id TEXT PRIMARY KEY,
  holder       TEXT NOT NULL,
  until        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  {
    name: 'files that were brought as proof',
    sql: `
CREATE TABLE files (
  departure_id TEXT NOT NULL REFERENCES departures (id),
  file         TEXT NOT NULL,
  piece        INTEGER NOT NULL,
  sealed       BLOB NOT NULL,
  PRIMARY KEY (departure_id, file, piece)
) STRICT;
`,
  },
];

/** The newest schema this version of Relais knows. */
export const newestSchema = migrations.length;

const rowSchema = z.object({ newest: z.int().nullable() });

/**
 * Brings the file to the newest schema, in one transaction. Throws StoreError `unavailable` when a newer Relais has
 * used it. Returns what was applied.
 */
export function migrate(database: SqliteDatabase): readonly string[] {
  return inTransaction(database, () => {
    database.exec(
      'CREATE TABLE IF NOT EXISTS relais_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
    );
    const row = rowSchema.parse(database.prepare('SELECT max(number) AS newest FROM relais_migrations').get([]));
    const current = row.newest ?? 0;
    if (current > newestSchema)
      throw new StoreError('unavailable', {
        en: `the database has schema ${current}, but this version of Relais knows up to ${newestSchema}; ${startTheNewer.en}`,
        fr: `la base de données a le schéma ${current}, mais cette version de Relais connaît jusqu’à ${newestSchema} ; ${startTheNewer.fr}`,
      });
    const record = database.prepare('INSERT INTO relais_migrations (number, name) VALUES (?, ?)');
    const applied: string[] = [];
    for (const [index, { name, sql }] of migrations.entries()) {
      const number = index + 1;
      if (number <= current) continue;
      database.exec(sql);
      record.run([number, name]);
      applied.push(`${number}: ${name}`);
    }
    return applied;
  });
}
