import { isDeepStrictEqual } from 'node:util';
import type { NotesStore } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import { createNoteSealing } from '../note-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import { sealedRowSchema } from './rows.ts';

/** Small sealed documents in one SQLite file. */
export function createNotesStore(
  database: SqliteDatabase,
  keyring: Keyring,
  commits: Pick<GroupCommit, 'write'>,
): NotesStore {
  const select = database.prepare('SELECT sealed FROM notes WHERE key = ?');
  const upsert = database.prepare(
    'INSERT INTO notes (key, sealed) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed',
  );
  const remove = database.prepare('DELETE FROM notes WHERE key = ?');
  const sealing = createNoteSealing(keyring);

  return {
    async read(key) {
      return guarded('the database', () => {
        const row = select.get([sealing.index(key)]);
        return sealing.open(key, row === undefined ? null : sealedRowSchema.parse(row).sealed);
      });
    },
    async write(key, value) {
      const index = sealing.index(key);
      const sealed = sealing.seal(key, value);
      await commits.write(() =>
        guarded('the database', () => {
          if (sealed === null) remove.run([index]);
          else upsert.run([index, sealed]);
        }),
      );
    },
    async exchange(key, seen, value) {
      const index = sealing.index(key);
      const sealed = sealing.seal(key, value);
      return commits.write(() =>
        guarded('the database', () => {
          const row = select.get([index]);
          const stands = sealing.open(key, row === undefined ? null : sealedRowSchema.parse(row).sealed);
          if (!isDeepStrictEqual(stands, seen)) return false;
          if (sealed === null) remove.run([index]);
          else upsert.run([index, sealed]);
          return true;
        }),
      );
    },
  };
}
