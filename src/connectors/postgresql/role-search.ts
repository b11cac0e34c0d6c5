import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type PostgresqlSystem, type Role, roleColumns, roleRow } from './postgresql-system.ts';

/** By what roles are looked for: their name, whatever the capitals, or an address that stands in their comment. */
export type SearchedBy = 'name' | 'comment';

const conditions: Readonly<Record<SearchedBy, string>> = {
  name: 'lower(r.rolname) = lower($1)',
  comment: `position(lower($1) IN lower(coalesce(shobj_description(r.oid, 'pg_authid'), ''))) > 0`,
};

/** Every role for which it holds, also such as cannot sign in. The server's own are left out. */
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
  return { roles: rows.filter(({ isReserved }) => !isReserved), server, evidence };
}

/** Every role but the server's own. */
export async function allRoles(
  { client, home }: PostgresqlSystem,
  context: ConnectorContext,
): Promise<{ roles: Role[]; evidence: Evidence }> {
  const text = `SELECT ${roleColumns} FROM pg_roles r ORDER BY r.oid`;
  const { rows, evidence } = await client.read({ database: home, name: 'all roles', text, row: roleRow }, context);
  return { roles: rows.filter(({ isReserved }) => !isReserved), evidence };
}

const address = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g;

/** The addresses that stand in a comment, in small letters. */
export function addressesInComment(comment: string | null): readonly string[] {
  return [...new Set((comment ?? '').toLowerCase().match(address) ?? [])];
}

/** Whether a comment is addresses and nothing else: whose role it is, rather than who is asked about it. */
export function isNothingButAddresses(comment: string | null): boolean {
  return /^[\s<>()[\]"',;:]*$/.test((comment ?? '').toLowerCase().replace(address, ''));
}

/**
 * The address by which it can be told whose a role is: its own name, its comment, or what the settings say of it; null
 * where nothing does.
 */
export function addressOf({ settings }: Pick<PostgresqlSystem, 'settings'>, role: Role): string | null {
  if (role.name.includes('@')) return role.name.toLowerCase();
  const told = Object.entries(settings.roles)
    .find(([, name]) => name === role.name)?.[0]
    .toLowerCase();
  return told ?? (isNothingButAddresses(role.comment) ? (addressesInComment(role.comment)[0] ?? null) : null);
}
