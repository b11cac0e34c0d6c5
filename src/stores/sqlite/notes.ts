import type { NotesStore } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import { createNoteSealing } from '../note-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, theDatabase } from './errors.ts';
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

  function read(key: string): unknown {
    const row = select.get([sealing.index(key)]);
    return sealing.open(key, row === undefined ? null : sealedRowSchema.parse(row).sealed);
  }

  function keep(key: string, sealed: Buffer | null): void {
    const index = sealing.index(key);
    if (sealed === null) remove.run([index]);
    else upsert.run([index, sealed]);
  }

  return {
    read: async (key) => guarded(theDatabase, () => read(key)),
    async write(key, value) {
      await commits.write(() => guarded(theDatabase, () => keep(key, sealing.seal(key, value))));
    },
    // Under the write lock, which one process has at a time.
    change: (key, decide) =>
      commits.write(() =>
        guarded(theDatabase, () => {
          const { value, answer } = decide(read(key));
          keep(key, sealing.seal(key, value));
          return answer;
        }),
      ),
  };
}
