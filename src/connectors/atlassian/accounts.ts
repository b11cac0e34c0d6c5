import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import type { AtlassianSystem } from './atlassian-system.ts';
import { isClosed, accountOf as plainAccountOf, searchUsers } from './directory.ts';
import { ownAccount } from './jira.ts';

/**
 * Everybody in the organisation’s directories. Atlassian lists no use of all together. The account that Relais asks
 * Jira by has to be among them.
 */
export async function accounts(system: AtlassianSystem, context: ConnectorContext): Promise<AccountsTold> {
  const own = await ownAccount(system, context);
  const { items, evidence } = await searchUsers(system, {}, context);
  requireSight(
    items.some(({ accountId }) => accountId === own.id),
    {
      en: 'Atlassian’s list lacks the account that Relais asks Jira by, so it is not whole',
      fr: 'il manque à la liste d’Atlassian le compte par lequel Relais interroge Jira : elle n’est pas entière',
    },
    evidence,
  );
  return {
    accounts: items.map((user): ListedAccount => {
      const { id, login, name, status } = plainAccountOf(system, user, '');
      return listed({
        ...{ id, login, name, status },
        addresses: addressesIn([user.email]),
        standing: isClosed(user) ? 'closed' : 'open',
        kind: user.accountType === 'app' ? 'service' : 'person',
      });
    }),
    evidence,
  };
}
