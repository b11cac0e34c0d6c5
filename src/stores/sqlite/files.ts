import { z } from 'zod';
import type { FileStore } from '../../engine/ports/file-store.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { openFile, type SealedPiece, sealFile } from '../file-sealing.ts';
import type { Keyring } from '../keyring.ts';
import { onSnapshot, type SqliteDatabase } from './database.ts';
import type { DepartureRows } from './departure-rows.ts';
import { guarded, theDatabase } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import { bytes } from './rows.ts';

const idRow = z.object({ file: z.string() });
const pieceRow = z.object({ file: z.string(), piece: z.int(), sealed: bytes });

/** The rows that files lie in. */
export interface FileRows {
  /** Of one file in order; without its id, of every file of the departure. */
  read(departureId: string, fileId?: string): SealedPiece[];
  ids(departureId: string): string[];
  put(departureId: string, pieces: readonly SealedPiece[]): void;
  /** One file; without its id, every file of the departure. */
  remove(departureId: string, fileId?: string): void;
}

export function createFileRows(database: SqliteDatabase): FileRows {
  // A backup of before, which is only looked at, has no such table.
  if (database.prepare("SELECT name FROM sqlite_master WHERE name = 'files'").get([]) === undefined)
    return { read: () => [], ids: () => [], put: () => undefined, remove: () => undefined };
  const where = 'departure_id = ? AND file = coalesce(?, file)';
  const select = database.prepare(`SELECT file, piece, sealed FROM files WHERE ${where} ORDER BY file, piece`);
  const selectIds = database.prepare('SELECT DISTINCT file FROM files WHERE departure_id = ? ORDER BY file');
  const insert = database.prepare('INSERT INTO files (departure_id, file, piece, sealed) VALUES (?, ?, ?, ?)');
  const drop = database.prepare(`DELETE FROM files WHERE ${where}`);
  return {
    read: (departureId, fileId) => select.all([departureId, fileId ?? null]).map((row) => pieceRow.parse(row)),
    ids: (departureId) => selectIds.all([departureId]).map((row) => idRow.parse(row).file),
    put(departureId, pieces) {
      for (const { file, piece, sealed } of pieces) insert.run([departureId, file, piece, sealed]);
    },
    remove(departureId, fileId) {
      drop.run([departureId, fileId ?? null]);
    },
  };
}

/** Files in one SQLite file. */
export function createFileStore(given: {
  database: SqliteDatabase;
  commits: Pick<GroupCommit, 'write'>;
  keyring: Keyring;
  rows: DepartureRows;
}): FileStore {
  const { database, commits, keyring, rows } = given;
  const files = createFileRows(database);
  const dataKeyOf = (id: string) => {
    const wrapped = rows.findHead(id)?.dataKey ?? null;
    return wrapped && keyring.unwrap(wrapped, id);
  };
  return {
    keep: (departureId, content) =>
      commits.write(() =>
        guarded(theDatabase, () => {
          const dataKey = dataKeyOf(departureId);
          if (dataKey === null)
            throw new StoreError('conflict', `there is no departure ${departureId} to keep a file of`);
          const { file, pieces } = sealFile(departureId, content, dataKey);
          files.put(departureId, pieces);
          return file;
        }),
      ),
    read: async (departureId, fileId) =>
      guarded(theDatabase, () =>
        onSnapshot(database, () => {
          const dataKey = dataKeyOf(departureId);
          return dataKey && openFile(departureId, files.read(departureId, fileId), dataKey);
        }),
      ),
    ids: async (departureId) => guarded(theDatabase, () => files.ids(departureId)),
    remove: (departureId, fileId) => commits.write(() => guarded(theDatabase, () => files.remove(departureId, fileId))),
  };
}
