import type { Departure, DepartureId } from '../../domain/departure.ts';
import { replay } from '../../domain/evolve.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { type DepartureHead, openEntry, type StoredDeparture } from '../departure-sealing.ts';
import { missingEntry } from '../missing-entry.ts';
import { digestOf, sealsOf } from '../part-sealing.ts';
import { type FlowShelf, type KnownState, openState } from '../state-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { createPartRows } from './part-rows.ts';
import { columns, entryRowSchema, headColumns, parseDepartureHead, parseDepartureRow } from './rows.ts';

export const pageSize = 32;

/** Reads rows of departures and opens what is sealed in them. */
export interface DepartureRows {
  /** With the rows of its state; on one snapshot, or another process may commit between them. */
  find(id: DepartureId): StoredDeparture | null;
  /** The next one by number, likewise. */
  findAfter(ordinal: number): StoredDeparture | null;
  findHead(id: DepartureId): DepartureHead | null;
  /**
   * The state; where it was written in another shape, made anew from its journal. `earlier`: as it was known last, so
   * that only what changed since is opened.
   */
  opened(row: StoredDeparture, dataKey: Uint8Array, earlier?: KnownState | null): KnownState;
  /**
   * The next entries from `from` on, `pageSize` at most. Throws StoreError `corrupt` on a gap, so that no journal is
   * ever read as complete that is not.
   */
  entriesOf(row: Pick<DepartureHead, 'id' | 'lastSeq'>, from: number, dataKey: Uint8Array): Entry[];
}

export function createDepartureRows(database: SqliteDatabase, flows: FlowShelf): DepartureRows {
  const selectOne = database.prepare(`SELECT ${columns} FROM departures WHERE id = ?`);
  const selectNext = database.prepare(`SELECT ${columns} FROM departures WHERE ordinal > ? ORDER BY ordinal LIMIT 1`);
  const selectHead = database.prepare(`SELECT ${headColumns} FROM departures WHERE id = ?`);
  const selectEntries = database.prepare(
    'SELECT seq, prev_hash, hash, sealed FROM entries WHERE departure_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );

  const entriesOf: DepartureRows['entriesOf'] = ({ id, lastSeq }, from, dataKey) => {
    const entries = selectEntries.all([id, from - 1, pageSize]).map((found, index) => {
      const entry = entryRowSchema.parse(found);
      if (entry.seq !== from + index) throw missingEntry(id, from + index);
      return openEntry(id, entry, dataKey);
    });
    const next = from + entries.length;
    if (entries.length < pageSize && next <= lastSeq) throw missingEntry(id, next);
    return entries;
  };

  const parts = createPartRows(database);
  const stored = (found: unknown): StoredDeparture | null => {
    if (found === undefined) return null;
    const row = parseDepartureRow(found);
    const partRows = parts.read(row.id);
    return { ...row, partRows, parts: digestOf(sealsOf(partRows)) };
  };

  const replayed = (row: StoredDeparture, dataKey: Uint8Array): Departure => {
    const entries: Entry[] = [];
    while (entries.length < row.lastSeq) entries.push(...entriesOf(row, entries.length + 1, dataKey));
    const departure = replay(entries);
    if (departure === null) throw missingEntry(row.id, 1);
    return { ...departure, version: row.version };
  };

  return {
    find: (id) => stored(selectOne.get([id])),
    findAfter: (ordinal) => stored(selectNext.get([ordinal])),
    findHead(id) {
      const row = selectHead.get([id]);
      return row === undefined ? null : parseDepartureHead(row);
    },
    opened(row, dataKey, earlier = null) {
      const known = openState(row, { dataKey, flows, earlier });
      return known ?? { departure: replayed(row, dataKey), seals: null, bytes: row.state.byteLength };
    },
    entriesOf,
  };
}
