import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { wholeList } from './whole-list.ts';
import { listedUserShape, userShape, type ZoomUser } from './zoom-shapes.ts';
import { deleted, unproven, type ZoomSystem } from './zoom-system.ts';

/** `user` is null when it is proven that there is none of this id any more. */
export interface UserNow {
  user: ZoomUser | null;
  /** Zoom's word, or `deleted`. */
  status: string;
  evidence: readonly Evidence[];
}

/** The user by id. A 404 counts as gone only where the list of all users, which holds others, does not hold this id. */
export async function readUser(system: ZoomSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const reply = await system.http.find(path`/users/${id}`, userShape, context);
  if (reply.data === null) {
    const { users, evidence } = await everyUser(system, context);
    const all = [saw(reply, 'no such user'), ...evidence];
    if (users.length > 0 && !users.some((user) => user.id === id))
      return { user: null, status: deleted, evidence: all };
    throw unproven(
      {
        en: 'Zoom answers 404 about a user whom its list holds, or lists nobody',
        fr: 'Zoom répond 404 sur un utilisateur que sa liste contient, ou ne liste personne',
      },
      all,
    );
  }
  requireSameUser('Zoom', { asked: id, answered: reply.data.id }, [reply.evidence]);
  return { user: reply.data, status: reply.data.status, evidence: [saw(reply, `status ${reply.data.status}`)] };
}

/** Everybody in the account: active, deactivated, and invited. Without `status`, Zoom lists active users alone. */
export async function everyUser(system: ZoomSystem, context: ConnectorContext) {
  const lists = await Promise.all(
    ['active', 'inactive', 'pending'].map((status) =>
      wholeList(system, { path: '/users', name: 'users', item: listedUserShape, query: { status } }, context),
    ),
  );
  const users = lists.flatMap(({ items }) => items);
  return {
    users,
    evidence: sawAll(
      lists.flatMap(({ evidence }) => evidence),
      `${users.length} users in all`,
    ),
  };
}

export async function accountNow(system: ZoomSystem, account: Account, context: ConnectorContext): Promise<AccountNow> {
  const { user, status, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status }, presence: 'absent', evidence };
  return { account: accountOf(system, user, account.tenant), presence: 'there', evidence };
}

export function accountOf({ settings }: ZoomSystem, user: ZoomUser, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.email,
    name: nameOf(user) || null,
    status: user.status,
    protectedBecause: null,
  };
}

export function nameOf({
  display_name,
  first_name,
  last_name,
}: Pick<ZoomUser, 'display_name' | 'first_name' | 'last_name'>): string {
  return display_name || [first_name, last_name].filter(Boolean).join(' ');
}
