import { z } from 'zod';
import {
  emptyBudget,
  grantOf,
  type KeptBudget,
  keptBudgetSchema,
  pausedUntil,
  withoutHolder,
} from '../../engine/concurrency/call-grants.ts';
import type { CallBudget } from '../../engine/ports/call-budget.ts';
import type { SqliteDatabase } from './database.ts';
import type { GroupCommit } from './group-commit.ts';

const rowSchema = z.object({ kept: z.string() }).optional();

/**
 * One row a key, read and written under the write lock, in the transaction that carries whatever else is written in the
 * same turn.
 */
export function createSqliteCallBudget(database: SqliteDatabase, commits: GroupCommit): CallBudget {
  const select = database.prepare('SELECT kept FROM call_budgets WHERE key = ?');
  const upsert = database.prepare(
    'INSERT INTO call_budgets (key, kept) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET kept = excluded.kept',
  );
  const read = (key: string): KeptBudget => {
    const row = rowSchema.parse(select.get([key]));
    return row ? keptBudgetSchema.parse(JSON.parse(row.kept)) : emptyBudget;
  };
  const write = (key: string, kept: KeptBudget) => void upsert.run([key, JSON.stringify(kept)]);
  return {
    reserve: (request) =>
      commits.write(() => {
        const { grant, kept } = grantOf(read(request.key), request);
        write(request.key, kept);
        return grant;
      }),
    release: (key, holder) => commits.write(() => write(key, withoutHolder(read(key), holder))),
    pause: (key, until) => commits.write(() => write(key, pausedUntil(read(key), until))),
  };
}
