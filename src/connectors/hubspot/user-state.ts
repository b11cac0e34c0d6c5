import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { type HubspotUser, userShape } from './hubspot-shapes.ts';
import { active, deactivated, type HubspotSystem, paths, removed, unproven } from './hubspot-system.ts';
import { ownerOf } from './owner.ts';
import { wholeList } from './whole-list.ts';

/** `user` is null when it is proven that there is none of this id any more. */
export interface UserNow {
  user: HubspotUser | null;
  status: string;
  evidence: readonly Evidence[];
}

/**
 * The user by id, and how they stand: whether the owner that they are is archived tells that they were deactivated. A
 * 404 counts as removed only where the list of all users, which holds others, does not hold this id.
 */
export async function readUser(system: HubspotSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const query = { idProperty: 'USER_ID' };
  const reply = await system.http.find(`${paths.users}${path`/${id}`}`, userShape, context, { query });
  const user = reply.data;
  if (user === null) {
    const { items, evidence } = await everyUser(system, context);
    const all = [saw(reply, 'no such user'), ...evidence];
    if (items.length > 0 && !items.some((each) => each.id === id))
      return { user: null, status: removed, evidence: all };
    throw unproven(
      {
        en: 'HubSpot answers 404 about a user whom its list holds, or lists nobody',
        fr: 'HubSpot répond 404 sur un utilisateur que sa liste contient, ou ne liste personne',
      },
      all,
    );
  }
  requireSameUser('HubSpot', { asked: id, answered: user.id }, [reply.evidence]);
  const { owner, evidence } = await ownerOf(system, id, context);
  const status = owner.archived ? deactivated : active;
  return { user, status, evidence: [saw(reply, `user ${status}`), ...evidence] };
}

export async function everyUser(system: HubspotSystem, context: ConnectorContext) {
  const { items, evidence } = await wholeList(
    system,
    { path: paths.users, item: userShape, query: { limit: '100' } },
    context,
  );
  return { items, evidence: sawAll(evidence, `${items.length} users in all`) };
}

export async function accountNow(
  system: HubspotSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, status, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status }, presence: 'absent', evidence };
  return { account: accountOf(system, { user, status, tenant: account.tenant }), presence: 'there', evidence };
}

export function accountOf(
  { settings }: HubspotSystem,
  { user, status, tenant }: { user: HubspotUser; status: string; tenant: string },
): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.email,
    name: nameOf(user) || null,
    status,
    protectedBecause: null,
  };
}

export function nameOf({ firstName, lastName }: HubspotUser): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
