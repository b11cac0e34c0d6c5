import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, latestOf, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { fullUserShape, type GitlabMember } from './gitlab-shapes.ts';
import { type GitlabSystem, isClosed, isInstance } from './gitlab-system.ts';
import { everyMember } from './group-tree.ts';
import { ownToken } from './own-user.ts';
import { wholeList } from './whole-list.ts';

const listedUserShape = fullUserShape.extend({
  last_activity_on: optional(z.string()),
  job_title: optional(z.string()),
  external: optional(z.boolean()),
});

/**
 * Everybody on an instance, as an administrator sees them, or in a group and below it. The token's own user has to be
 * among them.
 */
export async function accounts(system: GitlabSystem, context: ConnectorContext): Promise<AccountsTold> {
  if (!isInstance(system)) {
    const { members, ownId, evidence } = await everyMember(system, context);
    requireOwn(members, ownId, evidence);
    return { accounts: members.map(memberOf), evidence };
  }
  const { userId } = await ownToken(system, context);
  const { items, evidence } = await wholeList(system, { path: '/users', shape: z.array(listedUserShape) }, context);
  requireOwn(items, userId, evidence);
  return {
    accounts: items.map((user): ListedAccount => {
      const { id, username, name, state, email, bot, external } = user;
      return listed({
        id,
        login: username,
        name: name || null,
        addresses: addressesIn([email]),
        status: state,
        standing: isClosed(state) ? 'closed' : 'open',
        kind: bot === true ? 'service' : external === true ? 'guest' : 'person',
        createdAt: instantIn(user.created_at),
        // The day of the latest activity counts from its beginning: nobody is called unused for having been active
        // since.
        lastUse: latestOf([user.current_sign_in_at, user.last_sign_in_at, user.last_activity_on]),
      });
    }),
    evidence,
  };
}

function requireOwn(items: readonly { id: string }[], own: string, evidence: Parameters<typeof requireSight>[2]): void {
  requireSight(
    items.some(({ id }) => id === own),
    {
      en: 'GitLab’s list lacks the token’s own user, so it is not whole',
      fr: 'il manque à la liste de GitLab l’utilisateur du jeton : elle n’est pas entière',
    },
    evidence,
  );
}

/** A group tells the addresses of its enterprise users alone. */
function memberOf({ id, username, name, state, email }: GitlabMember): ListedAccount {
  return listed({
    id,
    login: username ?? id,
    name: name || null,
    addresses: addressesIn([email]),
    status: state ?? 'member',
    standing: state !== undefined && isClosed(state) ? 'closed' : 'open',
  });
}
