import { createHash } from 'node:crypto';
import type { Sql } from './sqlite-connection.ts';

const mostIndexes = 8;

/**
 * A path that jobs are unique by, or removed by, is searched again and again, so its first use makes an index. Few by
 * nature; the cap is for a program that builds paths from data.
 */
export function indexPath(sql: Sql, expression: string): void {
  const name = `agenda_jobs_data_${createHash('sha256').update(expression).digest('hex').slice(0, 12)}`;
  const known = sql.all(
    "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'agenda\\_jobs\\_data\\_%' ESCAPE '\\'",
  );
  const there = known.some((row) => typeof row === 'object' && row !== null && Reflect.get(row, 'name') === name);
  if (there || known.length >= mostIndexes) return;
  sql.run(`CREATE INDEX IF NOT EXISTS ${name} ON agenda_jobs (${expression})`);
}
