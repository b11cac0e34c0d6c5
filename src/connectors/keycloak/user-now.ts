import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { someUsers } from './control.ts';
import { type KeycloakUser, userShape } from './keycloak-shapes.ts';
import { type KeycloakSystem, userPath } from './keycloak-system.ts';

/** How a user stands; `user` is null when it is proven that there is none of this id any more. */
export interface UserNow {
  user: KeycloakUser | null;
  evidence: readonly Evidence[];
}

/** Our word for a user who was deleted. */
const deleted = 'deleted';

/**
 * The user by the id. A 404 counts as gone only where another user, whom the realm lists, is answered by the id in the
 * same way.
 */
export async function readUser(system: KeycloakSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const reply = await system.http.find(userPath(system, id), userShape, context);
  if (reply.data === null) return provenGone(system, id, { context, evidence: saw(reply, 'no such user') });
  requireSameUser('Keycloak', { asked: id, answered: reply.data.id }, [reply.evidence]);
  return { user: reply.data, evidence: [saw(reply, reply.data.enabled ? 'enabled' : 'disabled')] };
}

async function provenGone(
  system: KeycloakSystem,
  id: string,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence },
): Promise<UserNow> {
  const listed = await someUsers(system, context);
  const all = [evidence, ...listed.evidence];
  for (const other of listed.users) {
    if (other.id === id) break;
    const reply = await system.http.find(userPath(system, other.id), userShape, context);
    all.push(
      saw(reply, `control: ${other.id} ${reply.data?.id === other.id ? 'answers' : 'does not answer'} by its id`),
    );
    if (reply.data?.id === other.id) return { user: null, evidence: all };
  }
  throw new ConnectorError(
    'unproven',
    {
      en: `Keycloak knows no user ${id}, and no other one whom it lists is answered by the id either`,
      fr: `Keycloak ne connaît pas d’utilisateur ${id}, et ne répond pas non plus sur un autre de sa liste`,
    },
    { evidence: all },
  );
}

export async function accountNow(
  system: KeycloakSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status: deleted }, presence: 'absent', evidence };
  return { account: accountOf(system, user, account.tenant), presence: 'there', evidence };
}

export function accountOf({ settings }: KeycloakSystem, user: KeycloakUser, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.username,
    name: [user.firstName, user.lastName].filter(Boolean).join(' ') || null,
    status: user.enabled ? 'enabled' : 'disabled',
    protectedBecause: null,
  };
}

/** Nothing of it can be listed or taken away any more. */
export function isGone({ status }: Pick<Account, 'status'>): boolean {
  return status === deleted;
}
