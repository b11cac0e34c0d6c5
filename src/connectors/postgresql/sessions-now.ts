import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type PostgresqlSystem, serverIn, unproven } from './postgresql-system.ts';
import type { Asked } from './role-now.ts';

const sessionRow = z.object({
  role: z.string().nullable(),
  /** Null where the reader may not see more than that there is a session. */
  kind: z.string().nullable(),
  /** In milliseconds since 1970. */
  lastChange: z.number().nullable(),
  isOurs: z.boolean(),
});

/**
 * The sessions of a role, in all databases. What may not be read stands as null in `pg_stat_activity`, and without
 * `pg_read_all_stats` nothing is refused: so an answer counts only where every row tells its kind and our own session
 * is among them.
 */
export async function sessionsOf(
  { client, home }: PostgresqlSystem,
  { id, tenant }: Asked,
  context: ConnectorContext,
): Promise<{ open: number; lastChange: number | null; evidence: Evidence }> {
  const answer = await client.read(
    {
      ...{ database: home, name: 'sessions', row: sessionRow, server: serverIn(tenant) },
      text: `SELECT usesysid::text AS "role", backend_type AS "kind", pid = pg_backend_pid() AS "isOurs",
  (extract(epoch FROM coalesce(state_change, backend_start)) * 1000)::float8 AS "lastChange" FROM pg_stat_activity`,
    },
    context,
  );
  const { rows } = answer;
  const theirs = rows.filter(({ role }) => role === id);
  const seen = saw(answer, `${theirs.length} sessions of theirs, among ${rows.length}`);
  if (!rows.some(({ isOurs }) => isOurs) || rows.some(({ kind }) => kind === null)) throw unproven(notSeen, [seen]);
  const changes = theirs.flatMap(({ lastChange }) => (lastChange === null ? [] : [lastChange]));
  return { open: theirs.length, lastChange: changes.length === 0 ? null : Math.max(...changes), evidence: seen };
}

const notSeen: Localized = {
  en: 'the role of Relais does not see all sessions: it has no right to pg_read_all_stats',
  fr: 'le rôle de Relais ne voit pas toutes les sessions : il n’a pas le droit pg_read_all_stats',
};
