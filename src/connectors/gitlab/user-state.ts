import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { fullUserShape, type GitlabUser, userShape } from './gitlab-shapes.ts';
import { deleted, type GitlabSystem, isInstance, unproven } from './gitlab-system.ts';
import { ownToken } from './own-user.ts';
import { wholeList } from './whole-list.ts';

/** `user` is null when it is proven that there is none of this id any more. */
export interface UserNow<User> {
  user: User | null;
  /** GitLab's word, or `deleted`. */
  state: string;
  evidence: readonly Evidence[];
}

/** The user by id, as an administrator sees it. */
export function readFullUser(system: GitlabSystem, id: string, context: ConnectorContext) {
  return readUser(system, { id, shape: fullUserShape }, context);
}

/**
 * The user by id. A 404 counts as gone only where the token's own user answers by its id, and no user of this id is
 * listed just above.
 */
async function readUser<User extends GitlabUser>(
  system: GitlabSystem,
  { id, shape }: { id: string; shape: z.ZodType<User> },
  context: ConnectorContext,
): Promise<UserNow<User>> {
  const reply = await system.http.find(path`/users/${id}`, shape, context);
  if (reply.data === null)
    return {
      user: null,
      state: deleted,
      evidence: await provenGone(system, id, { context, seen: saw(reply, 'no such user') }),
    };
  requireSameUser('GitLab', { asked: id, answered: reply.data.id }, [reply.evidence]);
  return { user: reply.data, state: reply.data.state, evidence: [saw(reply, `state ${reply.data.state}`)] };
}

async function provenGone(
  system: GitlabSystem,
  id: string,
  { context, seen }: { context: ConnectorContext; seen: Evidence },
): Promise<Evidence[]> {
  const { userId, evidence } = await ownToken(system, context);
  const own = await system.http.find(path`/users/${userId}`, userShape, context);
  const all = [seen, evidence, saw(own, own.data === null ? 'control: not found' : `control: ${own.data.id} found`)];
  if (own.data?.id === userId && id !== userId) return all;
  throw unproven(
    {
      en: 'GitLab does not know the token’s own user either',
      fr: 'GitLab ne connaît pas non plus l’utilisateur du jeton',
    },
    all,
  );
}

export async function accountNow(
  system: GitlabSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, state, evidence } = isInstance(system)
    ? await readFullUser(system, account.id, context)
    : await readUser(system, { id: account.id, shape: userShape }, context);
  if (user === null) return { account: { ...account, status: state }, presence: 'absent', evidence };
  return { account: accountOf(system, user, account.tenant), presence: 'there', evidence };
}

export function accountOf({ settings }: GitlabSystem, user: GitlabUser, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.username,
    name: user.name || null,
    status: user.state,
    protectedBecause: null,
  };
}

/** Every administrator who can sign in. */
export async function activeAdministrators(system: GitlabSystem, context: ConnectorContext) {
  const list = { path: '/users', shape: z.array(fullUserShape), query: { admins: true, active: true } };
  const { items, evidence } = await wholeList(system, list, context);
  // Whether an older GitLab knows the filter is not told: what it lists is looked at.
  const administrators = items.filter(({ is_admin, state }) => is_admin && state === 'active');
  return { administrators, evidence: sawAll(evidence, `${administrators.length} active administrators`) };
}
