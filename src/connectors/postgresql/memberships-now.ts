import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type PostgresqlSystem, serverIn, unproven } from './postgresql-system.ts';
import type { Asked } from './role-now.ts';

const membershipRow = z.object({
  member: z.string(),
  id: z.string().regex(/^\d{1,10}$/),
  name: z.string().min(1),
  withAdmin: z.boolean(),
  /** Who gave it; since version 16 each gives and takes back by itself. Null before. */
  grantors: z.array(z.string()).nullable(),
  /** What comes with it, through roles that it is a member of. */
  brings: z.array(z.string()),
});
export type Membership = z.infer<typeof membershipRow>;

const text = `WITH RECURSIVE above AS (
  SELECT DISTINCT m.roleid AS direct, m.roleid AS role FROM pg_auth_members m WHERE m.member = $1::oid
  UNION SELECT a.direct, m.roleid FROM above a JOIN pg_auth_members m ON m.member = a.role)
SELECT m.member::text AS "member", m.roleid::text AS "id", r.rolname::text AS "name", bool_or(m.admin_option) AS "withAdmin",
  CASE WHEN current_setting('server_version_num')::int >= 160000
    THEN array_agg(DISTINCT g.rolname::text) END AS "grantors",
  coalesce((SELECT array_agg(b.rolname::text ORDER BY b.rolname) FROM above a JOIN pg_roles b ON b.oid = a.role
    WHERE a.direct = m.roleid AND a.role <> m.roleid AND m.member = $1::oid), '{}') AS "brings"
FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid LEFT JOIN pg_roles g ON g.oid = m.grantor
WHERE m.member = $1::oid OR m.member = 'pg_monitor'::regrole
GROUP BY m.member, m.roleid, r.rolname ORDER BY m.roleid`;

/**
 * The roles that were given to the role directly. Beside them the members of `pg_monitor` are asked for, which every
 * server has: where even they are not told, nothing is concluded.
 */
export async function membershipsOf(
  { client, home }: PostgresqlSystem,
  { id, tenant }: Asked,
  context: ConnectorContext,
): Promise<{ items: Membership[]; evidence: Evidence }> {
  const answer = await client.read(
    { database: home, name: 'memberships', text, values: [id], row: membershipRow, server: serverIn(tenant) },
    context,
  );
  const items = answer.rows.filter(({ member }) => member === id);
  const evidence = saw(answer, `member of: ${items.map(({ name }) => name).join(', ') || 'none'}`);
  if (items.length === answer.rows.length)
    throw unproven(
      {
        en: 'the server tells of no membership at all, not even of its own roles',
        fr: 'le serveur ne parle d’aucune appartenance, pas même de celles de ses propres rôles',
      },
      [evidence],
    );
  return { items, evidence };
}
