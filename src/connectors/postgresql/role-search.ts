import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type PostgresqlSystem, type Role, roleColumns, roleRow } from './postgresql-system.ts';

/** By what roles are looked for: their name, whatever the capitals, or an address that stands in their comment. */
export type SearchedBy = 'name' | 'comment';

const conditions: Readonly<Record<SearchedBy, string>> = {
  name: 'lower(r.rolname) = lower($1)',
  comment: `position(lower($1) IN lower(coalesce(shobj_description(r.oid, 'pg_authid'), ''))) > 0`,
};

/** Roles that PostgreSQL brings along; `pg_` begins no other name. What the server was made with bears any name. */
const isBuiltIn = ({ name }: Role) => name.startsWith('pg_');

/** Every role for which it holds, also such as cannot sign in. PostgreSQL's own are left out. */
export async function rolesBy(
  { client, home }: PostgresqlSystem,
  { by, value }: { by: SearchedBy; value: string },
  context: ConnectorContext,
): Promise<{ roles: Role[]; server: string; evidence: Evidence }> {
  const text = `SELECT ${roleColumns} FROM pg_roles r WHERE ${conditions[by]} ORDER BY r.oid`;
  const { rows, server, evidence } = await client.read(
    { database: home, name: `roles by ${by}`, text, values: [value], row: roleRow },
    context,
  );
  return { roles: rows.filter((role) => !isBuiltIn(role)), server, evidence };
}

/** Every role but PostgreSQL's own. */
export async function allRoles(
  { client, home }: PostgresqlSystem,
  context: ConnectorContext,
): Promise<{ roles: Role[]; evidence: Evidence }> {
  const text = `SELECT ${roleColumns} FROM pg_roles r ORDER BY r.oid`;
  const { rows, evidence } = await client.read({ database: home, name: 'all roles', text, row: roleRow }, context);
  return { roles: rows.filter((role) => !isBuiltIn(role)), evidence };
}

const address = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g;

/** The addresses that stand in a comment, in small letters. */
export function addressesInComment(comment: string | null): readonly string[] {
  return [...new Set((comment ?? '').toLowerCase().match(address) ?? [])];
}

/** Whether a comment is addresses and nothing else: whose role it is, rather than who is asked about it. */
function isNothingButAddresses(comment: string | null): boolean {
  return /^[\s<>()[\]"',;:]*$/.test((comment ?? '').toLowerCase().replace(address, ''));
}

/**
 * The addresses by which it can be told whose a role is, in small letters: its own name, what the settings say of it,
 * its comment. None where nothing tells it.
 */
export function addressesOfRole(system: Pick<PostgresqlSystem, 'settings'>, role: Role): readonly string[] {
  const { comment } = role;
  return [
    ...new Set([...toldOf(system, role), ...(isNothingButAddresses(comment) ? addressesInComment(comment) : [])]),
  ];
}

/** Who somebody is there: their addresses in small letters, and the names that were told of them. */
export interface Known {
  addresses: readonly string[];
  names: readonly string[];
}

/**
 * Whether a role is theirs for certain: it bears an address or a told name of theirs, or its comment is addresses
 * alone; and nothing about it names anybody else. PostgreSQL tells `Alex` from `alex`, so a told name counts as it is
 * written.
 */
export function isTheirs(system: Pick<PostgresqlSystem, 'settings'>, role: Role, { addresses, names }: Known): boolean {
  const isTold = names.some((name) => name === role.name || (name.includes('@') && equalName(name, role.name)));
  const own = isTold ? [...addresses, role.name.toLowerCase()] : addresses;
  const inComment = addressesInComment(role.comment);
  if ([...toldOf(system, role), ...inComment].some((each) => !own.includes(each))) return false;
  return (
    isTold ||
    addresses.some((each) => equalName(each, role.name)) ||
    (inComment.length > 0 && isNothingButAddresses(role.comment))
  );
}

/** Whether two names are one but for capitals. */
export function equalName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What tells whose a role is beside its comment, in small letters. */
function toldOf({ settings }: Pick<PostgresqlSystem, 'settings'>, { name: own }: Role): readonly string[] {
  const told = Object.entries(settings.roles).flatMap(([each, name]) => (name === own ? [each] : []));
  return [...(own.includes('@') ? [own] : []), ...told].map((each) => each.toLowerCase());
}
