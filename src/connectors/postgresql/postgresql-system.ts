import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { vendorIdOf } from '../../domain/systems/tenant.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { literal, oidLiteral } from './identifiers.ts';
import type { PostgresClient } from './postgres-client.ts';
import type { PostgresqlSettings } from './postgresql-settings.ts';

/** One server: what every part of this connector works with. */
export interface PostgresqlSystem {
  settings: PostgresqlSettings;
  client: PostgresClient;
  /** The database in which roles and sessions are read, which are the same in all. */
  home: string;
}

/** The server that a plan is about, by the fingerprint of its organisation. Throws `mismatch` where it names none. */
export function serverIn(tenant: string): string {
  const server = vendorIdOf(tenant);
  if (server !== null) return server;
  throw new ConnectorError('mismatch', {
    en: 'the plan names no server of PostgreSQL',
    fr: 'le plan ne nomme aucun serveur PostgreSQL',
  });
}

/**
 * Fails the whole change where the role has another name by now: statements take names, and somebody else's role may
 * bear this one.
 */
export function namedGuard({ id, name }: { id: string; name: string }): string {
  return `SELECT 1 / (SELECT count(*) FROM pg_roles WHERE oid = ${oidLiteral(id)} AND rolname = ${literal(name)})::int`;
}

/** Until when a password counts that Relais took away, as SQL writes it. */
export const goneSince = '1970-01-01 00:00:00+00';

/** How a role stands. https://www.postgresql.org/docs/current/view-pg-roles.html */
export const roleRow = z.object({
  id: z.string().regex(/^\d{1,10}$/),
  name: z.string().min(1),
  canSignIn: z.boolean(),
  isSuperuser: z.boolean(),
  createsRoles: z.boolean(),
  createsDatabases: z.boolean(),
  /** Null: none. As the server writes it, in UTC. */
  validUntil: z.string().nullable(),
  hasExpired: z.boolean(),
  /** At the very instant that Relais sets with the password's end (`goneSince`). */
  expiredByUs: z.boolean(),
  comment: z.string().nullable(),
  /** PostgreSQL's own, or made with the server. */
  isReserved: z.boolean(),
  /** Relais signs in by it. */
  isOwn: z.boolean(),
});
export type Role = z.infer<typeof roleRow>;

export const roleColumns = `r.oid::text AS "id", r.rolname::text AS "name", r.rolcanlogin AS "canSignIn",
  r.rolsuper AS "isSuperuser", r.rolcreaterole AS "createsRoles", r.rolcreatedb AS "createsDatabases",
  r.rolvaliduntil::text AS "validUntil", coalesce(r.rolvaliduntil <= now(), false) AS "hasExpired",
  coalesce(r.rolvaliduntil = '${goneSince}'::timestamptz, false) AS "expiredByUs",
  shobj_description(r.oid, 'pg_authid') AS "comment",
  (r.rolname ~ '^pg_' OR r.oid::bigint < 16384) AS "isReserved",
  r.rolname IN (current_user, session_user) AS "isOwn"`;

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
