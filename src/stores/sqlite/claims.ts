import { z } from 'zod';
import type { ClaimStore } from '../../engine/ports/claims.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, theDatabase } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';

const rowSchema = z.object({ holder: z.string() });

/** The write lock decides who is first; what has ended is forgotten on the way. */
export function createSqliteClaims(database: SqliteDatabase, commits: GroupCommit): ClaimStore {
  const forget = database.prepare('DELETE FROM claims WHERE until <= ?');
  const upsert = database.prepare(
    `INSERT INTO claims (departure_id, holder, until) VALUES (?, ?, ?)
     ON CONFLICT (departure_id) DO UPDATE SET until = excluded.until WHERE holder = excluded.holder`,
  );
  const select = database.prepare('SELECT holder FROM claims WHERE departure_id = ?');
  const remove = database.prepare('DELETE FROM claims WHERE departure_id = ? AND holder = ?');
  const write = <T>(work: () => T) => commits.write(() => guarded(theDatabase, work));
  return {
    expectsOthers: false,
    take: (id, holder, { now, until }) =>
      write(() => {
        forget.run([now]);
        upsert.run([id, holder, until]);
        return rowSchema.parse(select.get([id])).holder === holder;
      }),
    ask: async () => false,
    wasAsked: async () => false,
    async giveBack(id, holder) {
      await write(() => remove.run([id, holder]));
      return false;
    },
  };
}
