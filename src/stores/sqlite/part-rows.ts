import type { DepartureId } from '../../domain/departure.ts';
import type { SealedPart } from '../part-sealing.ts';
import type { StateChange } from '../state-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { parsePartRow } from './rows.ts';

/** The rows that a state stands in, beside the row of its departure. */
export interface PartRows {
  read(id: DepartureId): readonly SealedPart[];
  /** Within the transaction of a commit. */
  write(id: DepartureId, change: Pick<StateChange, 'written' | 'removed'>): void;
  remove(id: DepartureId): void;
}

export function createPartRows(database: SqliteDatabase): PartRows {
  // A backup of before, which is only looked at, has no such table.
  if (database.prepare("SELECT name FROM sqlite_master WHERE name = 'parts'").get([]) === undefined)
    return { read: () => [], write: () => undefined, remove: () => undefined };
  const select = database.prepare('SELECT part, version, sealed FROM parts WHERE departure_id = ?');
  const put = database.prepare(
    `INSERT INTO parts (departure_id, part, version, sealed) VALUES (?, ?, ?, ?)
     ON CONFLICT (departure_id, part) DO UPDATE SET version = excluded.version, sealed = excluded.sealed`,
  );
  const removeOne = database.prepare('DELETE FROM parts WHERE departure_id = ? AND part = ?');
  const removeAll = database.prepare('DELETE FROM parts WHERE departure_id = ?');
  return {
    read: (id) => select.all([id]).map(parsePartRow),
    write(id, { written, removed }) {
      for (const { part, version, sealed } of written) put.run([id, part, version, sealed]);
      for (const part of removed) removeOne.run([id, part]);
    },
    remove(id) {
      removeAll.run([id]);
    },
  };
}
