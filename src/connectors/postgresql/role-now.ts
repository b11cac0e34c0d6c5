import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { becauseOwnRole } from '../kit/own-account.ts';
import { type PostgresqlSystem, type Role, roleColumns, roleRow, serverIn, unproven } from './postgresql-system.ts';

/** What is asked about: the id of a role, and the organisation that has to answer. */
export type Asked = Pick<Account, 'id' | 'tenant'>;

/** How a role stands; `role` is null when it is proven that there is none of this id any more. */
interface RoleNow {
  role: Role | null;
  evidence: readonly Evidence[];
}

/** Our word for a role that was dropped. */
const dropped = 'dropped';

const byId = `SELECT ${roleColumns} FROM pg_roles r WHERE r.oid = $1::oid OR r.rolname = session_user`;

/** The role by its id. That it is not there counts only beside the role of Relais itself, in the same answer. */
export async function readRole(
  { client, home }: PostgresqlSystem,
  { id, tenant }: Asked,
  context: ConnectorContext,
): Promise<RoleNow> {
  const answer = await client.read(
    { database: home, name: 'role', text: byId, values: [idAsText(id)], row: roleRow, server: serverIn(tenant) },
    context,
  );
  const role = answer.rows.find((each) => each.id === id) ?? null;
  if (answer.rows.some((each) => each.id !== id && !each.isOwn) || !answer.rows.some(({ isOwn }) => isOwn))
    throw unproven(noOwnRole, [saw(answer, `${answer.rows.length} roles, not that of Relais`)]);
  return { role, evidence: [saw(answer, role === null ? 'no such role' : describe(role))] };
}

export async function roleAccountNow(
  system: PostgresqlSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { role, evidence } = await readRole(system, account, context);
  if (role === null) return { account: { ...account, status: dropped }, presence: 'absent', evidence };
  return { account: accountOf(system, role, account.tenant), presence: 'there', evidence };
}

export function accountOf({ settings }: PostgresqlSystem, role: Role, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: role.id,
    login: role.name,
    name: null,
    status: role.canSignIn ? 'LOGIN' : 'NOLOGIN',
    protectedBecause: null,
  };
}

/** No way in is open, and nothing is left by which the role could open one to itself from a session. */
export function isClosed({ canSignIn, isSuperuser, createsRoles, createsDatabases }: Role): boolean {
  return !canSignIn && !isSuperuser && !createsRoles && !createsDatabases;
}

/** Nothing of it can be listed or taken away any more. */
export function isGone({ status }: Pick<Account, 'status'>): boolean {
  return status === dropped;
}

/** Why the role must stay: it is PostgreSQL's, Relais', or the last superuser who can sign in. */
export async function protection(
  system: PostgresqlSystem,
  account: Asked,
  context: ConnectorContext,
): Promise<Localized | null> {
  const { role } = await readRole(system, account, context);
  if (role === null) return null;
  if (role.isReserved) return reserved;
  if (role.isOwn) return becauseOwnRole;
  if (!role.isSuperuser) return null;
  const { client, home, settings } = system;
  const others = await client.read(
    {
      ...{
        database: home,
        name: 'superusers',
        server: serverIn(account.tenant),
        row: z.object({ id: z.string(), name: z.string() }),
      },
      text: 'SELECT oid::text AS "id", rolname::text AS "name" FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid',
    },
    context,
  );
  const stays = others.rows.some(
    ({ id, name }) => id !== role.id && !settings.protected.includes(name) && !settings.protected.includes(id),
  );
  return stays ? null : lastSuperuser;
}

/** Throws `protected` for a role that must stay by now, whatever the plan knew. */
export async function requireUnprotected(
  system: PostgresqlSystem,
  account: Asked,
  context: ConnectorContext,
): Promise<void> {
  const because = await protection(system, account, context);
  if (because !== null) throw new ConnectorError('protected', because);
}

function describe({ canSignIn, isSuperuser, createsRoles, hasExpired, validUntil }: Role): string {
  const until = validUntil === null ? '' : `, valid until ${validUntil}${hasExpired ? ' (past)' : ''}`;
  return `${canSignIn ? 'LOGIN' : 'NOLOGIN'}${isSuperuser ? ', SUPERUSER' : ''}${createsRoles ? ', CREATEROLE' : ''}${until}`;
}

/** What is no id of a role is no role's: `0` is nobody's. */
function idAsText(id: string): string {
  return /^\d{1,10}$/.test(id) && Number(id) < 2 ** 32 ? id : '0';
}

const noOwnRole: Localized = {
  en: 'the server does not tell of the role of Relais itself, so what it does not tell proves nothing',
  fr: 'le serveur ne parle pas du rôle de Relais lui-même : ce qu’il tait ne prouve rien',
};
const reserved: Localized = {
  en: 'it is a role of PostgreSQL itself, or the one that the server was made with',
  fr: 'c’est un rôle de PostgreSQL lui-même, ou celui avec lequel le serveur a été créé',
};
const lastSuperuser: Localized = {
  en: 'it is the last superuser who can sign in: make another one first',
  fr: 'c’est le dernier superutilisateur qui peut se connecter : créez-en un autre d’abord',
};
