import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { named } from '../kit/named.ts';
import { type PostgresqlSystem, serverIn, unproven } from './postgresql-system.ts';
import type { Asked } from './role-now.ts';

/** As `pg_shdepend.deptype` has it: rights that were given (`a`), or what is owned (`o`). */
type Held = 'a' | 'o';

const nameRow = z.object({ name: z.string().min(1) });

/**
 * One list for all databases, which every one of them tells. A database that is being made has no name yet, so its
 * number stands for it. What passes to nobody is no more counted here than in what is owned.
 */
const ofRole = `SELECT DISTINCT coalesce(d.datname::text, s.dbid::text) AS "name"
FROM pg_shdepend s LEFT JOIN pg_database d ON d.oid = s.dbid
WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = $1::oid AND s.deptype::text = $2::text AND s.dbid <> 0
  AND NOT ($2::text = 'o' AND s.classid IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass))
ORDER BY 1`;

/** Throws `unproven` where the role holds anything of this kind in a database that the settings do not name. */
export async function requireAllNamed(
  { client, home, settings }: PostgresqlSystem,
  { id, tenant, held }: Asked & { held: Held },
  context: ConnectorContext,
): Promise<void> {
  const question = { database: home, name: 'databases of a role', text: ofRole, server: serverIn(tenant) };
  const answer = await client.read({ ...question, values: [id, held], row: nameRow }, context);
  const names = named(answer.rows.map(({ name }) => name).filter((name) => !settings.databases.includes(name)));
  if (names !== null) throw unproven(elsewhere[held](names), [saw(answer, `not named in the settings: ${names}`)]);
}

/** The databases of the server that allow connections and are not under `databases`; null where there are none. */
export async function unnamedDatabases(
  { client, home, settings }: PostgresqlSystem,
  context: ConnectorContext,
): Promise<Localized | null> {
  const text = 'SELECT datname::text AS "name" FROM pg_database WHERE datallowconn ORDER BY datname';
  const { rows } = await client.read({ database: home, name: 'databases', text, row: nameRow }, context);
  const names = named(rows.map(({ name }) => name).filter((name) => !settings.databases.includes(name)));
  return names === null
    ? null
    : {
        en: `databases that allow connections and are not under databases: ${names}`,
        fr: `bases qui admettent des connexions et ne sont pas sous databases : ${names}`,
      };
}

const elsewhere: Readonly<Record<Held, (names: string) => Localized>> = {
  a: (names) => ({
    en: `the role also holds rights in databases that the settings do not name: ${names}`,
    fr: `le rôle détient aussi des droits dans des bases que la configuration ne cite pas : ${names}`,
  }),
  o: (names) => ({
    en: `the role also owns objects in databases that the settings do not name: ${names}`,
    fr: `le rôle possède aussi des objets dans des bases que la configuration ne cite pas : ${names}`,
  }),
};
