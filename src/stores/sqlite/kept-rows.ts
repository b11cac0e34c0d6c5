import { z } from 'zod';
import type { KeptDeparture, KeptReader, KeptRest, KeptWriter } from '../kept.ts';
import { moveKey } from '../move-state.ts';
import type { SealedPart } from '../part-sealing.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { guarded, theDatabase } from './errors.ts';
import { createFileRows } from './files.ts';
import { bytes, columns, entryRowSchema, parseDepartureRow, parsePartRow } from './rows.ts';

const personBytes = z.object({ person: bytes });
const handleBytes = z.object({ handle: bytes });
const sealedRow = z.object({ sealed: bytes });
const keyedRow = z.object({ key: bytes, sealed: bytes });
const listingRow = z
  .object({
    open: z.int(),
    kind: bytes,
    manager: bytes.nullable(),
    leaver: bytes,
    last_day: z.string(),
    next_at: z.string(),
  })
  .transform(({ open, kind, manager, leaver, last_day: lastDay, next_at: nextAt }) => ({
    open: open === 1,
    ...{ kind, manager, leaver, lastDay, nextAt },
  }));
const metaRow = z.object({ key: z.string(), value: bytes });
const personRow = z.object({ id: bytes, email: bytes, sealed: bytes });
const onceRow = z.object({ key: bytes, until: z.int(), done: z.int() });

/** What one file keeps, row by row. Nobody else may write meanwhile; there must be a lock, or a copy of one's own. */
export function createKeptRows(database: SqliteDatabase): KeptWriter {
  const ask = <T>(work: () => T): T => guarded(theDatabase, work);
  const all = <T>(sql: string, schema: z.ZodType<T>, ...given: (string | number | Uint8Array)[]): T[] =>
    ask(() =>
      database
        .prepare(sql)
        .all(given)
        .map((row) => schema.parse(row)),
    );
  const run = (sql: string, ...given: (string | number | Uint8Array | null)[]) => {
    database.prepare(sql).run(given);
  };

  const fileRows = createFileRows(database);

  function departureIn(found: unknown): KeptDeparture {
    const row = parseDepartureRow(found);
    const parts: SealedPart[] = ask(() =>
      database
        .prepare('SELECT part, version, sealed FROM parts WHERE departure_id = ?')
        .all([row.id])
        .map(parsePartRow),
    );
    const entries = all(
      'SELECT seq, prev_hash, hash, sealed FROM entries WHERE departure_id = ? ORDER BY seq',
      entryRowSchema,
      row.id,
    );
    const involved = all('SELECT person FROM involved WHERE departure_id = ?', personBytes, row.id);
    const live = all('SELECT 1 AS one FROM live WHERE departure_id = ?', z.unknown(), row.id).length > 0;
    const [figures] = all('SELECT sealed FROM figures WHERE departure_id = ?', sealedRow, row.id);
    const [listing] = all(
      'SELECT open, kind, manager, leaver, last_day, next_at FROM listing WHERE departure_id = ?',
      listingRow,
      row.id,
    );
    return {
      row,
      parts,
      entries,
      files: fileRows.read(row.id),
      involved: involved.map(({ person }) => person),
      live,
      figures: figures?.sealed ?? null,
      listing: listing ?? null,
    };
  }

  const one = (where: string, given: number): unknown =>
    ask(() =>
      database.prepare(`SELECT ${columns} FROM departures WHERE ${where} ORDER BY ordinal LIMIT 1`).get([given]),
    );

  const reader: KeptReader = {
    async *departures() {
      for (let after = 0; ; ) {
        const found = one('ordinal > ?', after);
        if (found === undefined) return;
        const next = departureIn(found);
        after = next.row.ordinal;
        yield next;
      }
    },
    async *rest() {
      for (const { key, value } of all('SELECT key, value FROM relais_meta', metaRow))
        if (key !== moveKey) yield { kind: 'meta', key, value };
      for (const { key, sealed } of all('SELECT hash AS key, sealed FROM flows', keyedRow))
        yield { kind: 'flow', key, sealed };
      for (const { key, sealed } of all('SELECT key, sealed FROM notes', keyedRow)) yield { kind: 'note', key, sealed };
      for (const { id, email, sealed } of all('SELECT id, email, sealed FROM people', personRow)) {
        const handles = all('SELECT handle FROM person_handles WHERE person = ?', handleBytes, id);
        yield { kind: 'person', key: id, email, sealed, handles: handles.map(({ handle }) => handle) };
      }
      for (const { key, until, done } of all('SELECT key, until, done FROM once', onceRow))
        yield { kind: 'once', key, until, done: done === 1 };
    },
  };

  return {
    ...reader,
    async departure(ordinal) {
      const found = one('ordinal = ?', ordinal);
      return found === undefined ? null : departureIn(found);
    },
    async putDeparture({ row, parts, entries, files, involved, live, figures, listing }) {
      const { ordinal, id, version, status, createdAt, wakeAt, leaver, lastSeq, lastHash, state, dataKey, proof } = row;
      ask(() =>
        inTransaction(database, () => {
          // Whatever stands under this number is half of an attempt before; its journal has no life of its own.
          const before = z.object({ id: z.string() }).optional();
          const old = before.parse(database.prepare('SELECT id FROM departures WHERE ordinal = ?').get([ordinal]));
          if (old) removeDeparture(old.id);
          run(
            `INSERT INTO departures (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            ...[ordinal, id, version, status, createdAt, wakeAt, leaver, lastSeq, lastHash, state, dataKey, proof],
          );
          for (const { part, version: written, sealed } of parts)
            run(
              'INSERT INTO parts (departure_id, part, version, sealed) VALUES (?, ?, ?, ?)',
              id,
              part,
              written,
              sealed,
            );
          for (const { seq, prevHash, hash, sealed } of entries)
            run(
              'INSERT INTO entries (departure_id, seq, prev_hash, hash, sealed) VALUES (?, ?, ?, ?, ?)',
              ...[id, seq, prevHash, hash, sealed],
            );
          fileRows.put(id, files);
          for (const person of involved) run('INSERT INTO involved (person, departure_id) VALUES (?, ?)', person, id);
          if (live)
            run('INSERT INTO live (created_at, ordinal, departure_id) VALUES (?, ?, ?)', createdAt, ordinal, id);
          if (figures) run('INSERT INTO figures (departure_id, sealed) VALUES (?, ?)', id, figures);
          if (listing)
            run(
              'INSERT INTO listing (departure_id, open, kind, manager, leaver, last_day, next_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
              ...[
                id,
                listing.open ? 1 : 0,
                listing.kind,
                listing.manager,
                listing.leaver,
                listing.lastDay,
                listing.nextAt,
              ],
            );
        }),
      );
    },
    async replaceRest(rest) {
      const kept: KeptRest[] = [];
      for await (const thing of rest) kept.push(thing);
      ask(() =>
        inTransaction(database, () => {
          run('DELETE FROM relais_meta WHERE key <> ?', moveKey);
          for (const table of ['flows', 'notes', 'person_handles', 'people', 'once'])
            database.exec(`DELETE FROM ${table}`);
          for (const thing of kept) putThing(thing);
        }),
      );
    },
  };

  /** The journal is append-only, and this is no change of a journal. */
  function removeDeparture(id: string): void {
    const { sql } = z
      .object({ sql: z.string() })
      .parse(database.prepare("SELECT sql FROM sqlite_master WHERE name = 'entries_are_never_deleted'").get([]));
    database.exec('DROP TRIGGER entries_are_never_deleted');
    for (const table of ['parts', 'entries', 'files', 'involved', 'live', 'figures', 'listing'])
      run(`DELETE FROM ${table} WHERE departure_id = ?`, id);
    run('DELETE FROM departures WHERE id = ?', id);
    database.exec(sql);
  }

  function putThing(thing: KeptRest): void {
    switch (thing.kind) {
      case 'meta':
        run('INSERT INTO relais_meta (key, value) VALUES (?, ?)', thing.key, thing.value);
        break;
      case 'flow':
        run('INSERT INTO flows (hash, sealed) VALUES (?, ?)', thing.key, thing.sealed);
        break;
      case 'note':
        run('INSERT INTO notes (key, sealed) VALUES (?, ?)', thing.key, thing.sealed);
        break;
      case 'person':
        run('INSERT INTO people (id, email, sealed) VALUES (?, ?, ?)', thing.key, thing.email, thing.sealed);
        for (const handle of thing.handles)
          run('INSERT INTO person_handles (handle, person) VALUES (?, ?)', handle, thing.key);
        break;
      case 'once':
        run('INSERT INTO once (key, until, done) VALUES (?, ?, ?)', thing.key, thing.until, thing.done ? 1 : 0);
        break;
    }
  }
}
