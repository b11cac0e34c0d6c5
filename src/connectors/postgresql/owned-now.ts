import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type PostgresqlSystem, serverIn } from './postgresql-system.ts';
import type { Asked } from './role-now.ts';

const ownedRow = z.object({
  type: z.string().min(1),
  identity: z.string(),
  runsAsOwner: z.boolean(),
  /** A database or a tablespace: `REASSIGN OWNED` in any database passes it too. */
  isShared: z.boolean(),
});
export type Owned = z.infer<typeof ownedRow>;

/**
 * What the role owns. Its own default privileges and sign-ins to other servers (`USER MAPPING`) pass to nobody, and
 * serve nobody but the role.
 */
const text = `SELECT i.type AS "type", coalesce(i.identity, '') AS "identity", coalesce(p.prosecdef, false) AS "runsAsOwner",
  o.dbid = 0 AS "isShared"
FROM (SELECT DISTINCT s.classid, s.objid, s.dbid FROM pg_shdepend s
  WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = $1::oid AND s.deptype = 'o'
  AND s.classid NOT IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)
  AND (s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) OR ($2::boolean AND s.dbid = 0))) o
CROSS JOIN LATERAL pg_identify_object(o.classid, o.objid, 0) i
LEFT JOIN pg_proc p ON o.classid = 'pg_proc'::regclass AND p.oid = o.objid
ORDER BY i.type, i.identity`;

/** What the role owns in one database; with databases and tablespaces in the first one. */
export async function ownedBy(
  { client, home }: PostgresqlSystem,
  { id, tenant, database }: Asked & { database: string },
  context: ConnectorContext,
): Promise<{ items: Owned[]; evidence: Evidence }> {
  const answer = await client.read(
    { database, name: 'owned', text, values: [id, database === home], row: ownedRow, server: serverIn(tenant) },
    context,
  );
  return { items: answer.rows, evidence: saw(answer, `owned in ${database}: ${answer.rows.length}`) };
}

/** As people read it; who calls a function that runs with its owner's rights has these rights. */
export function nameOf({ type, identity, runsAsOwner }: Owned): string {
  return `${type} ${identity}${runsAsOwner ? ' (SECURITY DEFINER)' : ''}`;
}
