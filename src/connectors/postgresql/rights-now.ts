import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type PostgresqlSystem, serverIn } from './postgresql-system.ts';
import type { Asked } from './role-now.ts';

const rightRow = z.object({
  /** As `pg_identify_object` names it: `table`, `schema`, `default acl`. */
  type: z.string().min(1),
  /** Its name, written as SQL writes it. */
  identity: z.string(),
  /** By whom it was given, whose rights it takes to take it back; null where that cannot be told. */
  by: z.string().nullable(),
  /** The role of Relais may act for them already. */
  mayActForThem: z.boolean().nullable(),
  /** Of default privileges: whose new objects, in which schema (null: in all), and which kind of objects. */
  maker: z.string().nullable(),
  schema: z.string().nullable(),
  objects: z.string().nullable(),
});
export type Right = z.infer<typeof rightRow>;

/** Where a catalogue keeps who may do what: its table, the column, and how its objects are known. */
const lists = [
  ['pg_class', 'relacl', 'oid'],
  ['pg_attribute', 'attacl', 'attrelid'],
  ['pg_namespace', 'nspacl', 'oid'],
  ['pg_proc', 'proacl', 'oid'],
  ['pg_type', 'typacl', 'oid'],
  ['pg_language', 'lanacl', 'oid'],
  ['pg_foreign_data_wrapper', 'fdwacl', 'oid'],
  ['pg_foreign_server', 'srvacl', 'oid'],
  ['pg_largeobject_metadata', 'lomacl', 'oid'],
  ['pg_default_acl', 'defaclacl', 'oid'],
  ['pg_database', 'datacl', 'oid'],
  ['pg_tablespace', 'spcacl', 'oid'],
] as const;

// The rights of columns belong to their table in `pg_shdepend`.
const entries = lists
  .map(
    ([table, column, key]) =>
      `SELECT a.grantor, a.grantee FROM ${table} c, aclexplode(c.${column}) a ` +
      `WHERE o.classid = '${table === 'pg_attribute' ? 'pg_class' : table}'::regclass AND c.${key} = o.objid`,
  )
  .join('\n    UNION ALL ');

const text = `SELECT i.type AS "type", coalesce(i.identity, '') AS "identity", b.rolname::text AS "by",
  pg_has_role(session_user, b.oid, 'MEMBER') AS "mayActForThem",
  m.rolname::text AS "maker", n.nspname::text AS "schema", d.defaclobjtype::text AS "objects"
FROM (SELECT DISTINCT s.classid, s.objid FROM pg_shdepend s
  WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = $1::oid AND s.deptype = 'a'
  AND (s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) OR ($2::boolean AND s.dbid = 0))) o
CROSS JOIN LATERAL pg_identify_object(o.classid, o.objid, 0) i
LEFT JOIN LATERAL (SELECT DISTINCT e.grantor FROM (
    ${entries}
  ) e WHERE e.grantee = $1::oid) g ON true
LEFT JOIN pg_roles b ON b.oid = CASE WHEN g.grantor = 'pg_database_owner'::regrole
  THEN (SELECT datdba FROM pg_database WHERE datname = current_database()) ELSE g.grantor END
LEFT JOIN pg_default_acl d ON o.classid = 'pg_default_acl'::regclass AND d.oid = o.objid
LEFT JOIN pg_roles m ON m.oid = d.defaclrole
LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
ORDER BY b.rolname, i.type, i.identity`;

/**
 * The rights that were given to the role itself in one database, default privileges too; with those on databases and
 * tablespaces in the first one. Read by what the server itself keeps of each role (`pg_shdepend`), so that no kind of
 * object is forgotten: one that cannot be taken back by us is listed all the same.
 */
export async function rightsOf(
  { client, home }: PostgresqlSystem,
  { id, tenant, database }: Asked & { database: string },
  context: ConnectorContext,
): Promise<{ items: Right[]; evidence: Evidence }> {
  const answer = await client.read(
    { database, name: 'rights', text, values: [id, database === home], row: rightRow, server: serverIn(tenant) },
    context,
  );
  const names = answer.rows.map((right) => nameOf(right)).join(', ') || 'none';
  return { items: answer.rows, evidence: saw(answer, `rights in ${database}: ${names}`) };
}

/** As people read it: `table public.invoices`. */
export function nameOf({ type, identity, maker, schema }: Right): string {
  if (maker === null) return `${type} ${identity}`;
  return `new objects of ${maker}${schema === null ? '' : ` in ${schema}`}`;
}
