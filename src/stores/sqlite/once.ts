import { z } from 'zod';
import type { OnceStore } from '../../engine/ports/store.ts';
import type { Keyring } from '../keyring.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, theDatabase } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';

const rowSchema = z.object({ done: z.int() }).optional();

/**
 * Keys as blind indexes, since a platform's ids name conversations. The write lock decides who is first; what has ended
 * is forgotten on the way.
 */
export function createOnceStore(database: SqliteDatabase, keyring: Keyring, commits: GroupCommit): OnceStore {
  const forget = database.prepare('DELETE FROM once WHERE until <= ?');
  const select = database.prepare('SELECT done FROM once WHERE key = ?');
  const insert = database.prepare('INSERT INTO once (key, until, done) VALUES (?, ?, 0)');
  const finish = database.prepare(
    'INSERT INTO once (key, until, done) VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET until = excluded.until, done = 1',
  );
  const remove = database.prepare('DELETE FROM once WHERE key = ? AND done = 0');
  const index = (key: string) => keyring.blind('once', key);
  const write = <T>(work: () => T) => commits.write(() => guarded(theDatabase, work));

  return {
    async take(key, now, until) {
      return write(() => {
        forget.run([now]);
        const row = rowSchema.parse(select.get([index(key)]));
        if (row) return row.done === 1 ? 'done' : 'busy';
        insert.run([index(key), until]);
        return 'taken';
      });
    },
    async done(key, until) {
      await write(() => finish.run([index(key), until]));
    },
    async giveBack(key) {
      await write(() => remove.run([index(key)]));
    },
  };
}
