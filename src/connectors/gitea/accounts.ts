import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { type GiteaUser, userShape } from './gitea-shapes.ts';
import { type GiteaSystem, wholeList } from './gitea-system.ts';
import { ownAdministrator } from './own-user.ts';
import { isClosed, stateOf } from './user-now.ts';

/**
 * Everybody, as an administrator sees them. The token’s own user has to be among them. When they were last used is not
 * told: the list knows of signing in alone, and many only pull and push.
 */
export async function accounts(system: GiteaSystem, context: ConnectorContext): Promise<AccountsTold> {
  const own = await ownAdministrator(system, context);
  const list = { path: '/admin/users', shape: z.array(userShape) };
  const { items, evidence } = await wholeList(system.http, list, context);
  requireSight(
    items.some(({ id }) => id === own.user.id),
    {
      en: 'Gitea’s list lacks the token’s own user, so it is not whole',
      fr: 'il manque à la liste de Gitea l’utilisateur du jeton : elle n’est pas entière',
    },
    evidence,
  );
  return { accounts: items.map(listedAccount), evidence: [own.evidence, ...evidence] };
}

function listedAccount(user: GiteaUser): ListedAccount {
  return listed({
    id: user.id,
    login: user.login,
    name: user.full_name || null,
    addresses: addressesIn([user.email]),
    status: stateOf(user),
    standing: isClosed(user) ? 'closed' : 'open',
    createdAt: instantIn(user.created),
  });
}
