import type { NotesStore } from '../../engine/ports/store.ts';
import { joined } from '../bytes.ts';
import type { Keyring } from '../keyring.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import { sealedRowSchema } from './rows.ts';

/** Small sealed documents in one SQLite file; the key is part of the seal, so that two cannot be swapped. */
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
  const context = (key: string) => joined('note', key);

  return {
    async read(key) {
      return guarded('the database', () => {
        const row = select.get([keyring.blind('note', key)]);
        if (row === undefined) return null;
        const plain = keyring.open(sealedRowSchema.parse(row).sealed, context(key), `the note ${key}`);
        return JSON.parse(plain.toString('utf8'));
      });
    },
    async write(key, value) {
      const index = keyring.blind('note', key);
      const forgets = value === null || value === undefined;
      const sealed = forgets ? null : keyring.seal(Buffer.from(JSON.stringify(value), 'utf8'), context(key));
      await commits.write(() =>
        guarded('the database', () => {
          if (sealed === null) remove.run([index]);
          else upsert.run([index, sealed]);
        }),
      );
    },
  };
}
