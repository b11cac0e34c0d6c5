import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { becauseOwnToken } from '../kit/own-account.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { type Identity, identityOf } from './identity.ts';
import { oneUserShape, type SlackUser } from './slack-shapes.ts';
import { type SlackStatus, type SlackSystem, unproven } from './slack-system.ts';
import { read } from './web-api.ts';

const primaryOwner: Localized = {
  en: 'it is the primary owner, whom Slack lets nobody deactivate: transfer the ownership first',
  fr: 'c’est le propriétaire principal, que Slack ne laisse personne désactiver : transférez d’abord la propriété',
};

export interface UserNow {
  user: SlackUser;
  status: SlackStatus;
  evidence: readonly Evidence[];
}

/**
 * The user as Slack has it now, by id. Slack keeps everybody for ever, deactivated ones too: whoever is not found is
 * hidden from this token, or answered for by another organisation. Throws `unproven` then.
 */
export async function readUser(system: SlackSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const asked = { method: 'users.info', shape: oneUserShape, args: { user: id } };
  const answer = await read(system.http, { ...asked, expect: ['user_not_found', 'user_not_visible'] }, context);
  if (answer.refused !== null)
    throw unproven(
      {
        en: `Slack does not show ${id} to this token, and Slack forgets nobody`,
        fr: `Slack ne montre pas ${id} à ce jeton, et Slack n’oublie personne`,
      },
      [answer.evidence],
    );
  const { user } = answer.data;
  const evidence = saw(answer, `${user.id} is ${statusOf(user)}`);
  requireSameUser('Slack', { asked: id, answered: user.id }, [answer.evidence]);
  return { user, status: statusOf(user), evidence: [evidence] };
}

export async function accountNow(
  system: SlackSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const identity = await identityOf(system, context);
  const { user, evidence } = await readUser(system, account.id, context);
  const now = accountOf(system, { user, tenant: account.tenant, identity });
  // A deactivated account may have lost its address: it keeps the login that it was planned by.
  const login = user.profile?.email === undefined ? account.login : now.login;
  return { account: { ...now, login }, presence: 'there', evidence };
}

function statusOf(user: SlackUser): SlackStatus {
  if (user.deleted) return 'deactivated';
  if (user.is_stranger === true) return 'of another organisation';
  if (user.is_ultra_restricted === true) return 'single-channel guest';
  return user.is_restricted === true ? 'guest' : 'member';
}

export function accountOf(
  { settings }: SlackSystem,
  { user, tenant, identity }: { user: SlackUser; tenant: string; identity: Identity },
): Account {
  const because = user.is_primary_owner === true && !user.deleted ? primaryOwner : null;
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.profile?.email ?? user.name ?? user.id,
    name: user.real_name || user.profile?.real_name || null,
    status: statusOf(user),
    protectedBecause: user.id === identity.userId ? becauseOwnToken : because,
  };
}

/** The workspaces of an Enterprise organisation that the person is in; one without a name for a single workspace. */
export function workspacesOf(user: SlackUser): readonly ({ team_id: string } | Record<never, never>)[] {
  const teams = user.enterprise_user?.teams ?? [];
  return teams.length === 0 ? [{}] : teams.map((team_id) => ({ team_id }));
}
