import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, listed } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { identityOf } from './identity.ts';
import { everyUser } from './look-ups.ts';
import type { SlackUser } from './slack-shapes.ts';
import type { SlackSystem } from './slack-system.ts';

/** Whom Slack writes messages of its own in the name of; it is in no list of a company's. */
const slackbot = 'USLACKBOT';

/**
 * Everybody in the workspaces, deactivated ones too, but for people of other organisations. Slack lists no use, and
 * nobody's title that others could not write.
 */
export async function accounts(system: SlackSystem, context: ConnectorContext): Promise<AccountsTold> {
  const identity = await identityOf(system, context);
  const { users, evidence } = await everyUser(system, identity, context);
  return {
    accounts: users.filter(({ id, is_stranger }) => is_stranger !== true && id !== slackbot).map(accountOf),
    evidence,
  };
}

function accountOf(user: SlackUser): ListedAccount {
  const email = user.profile?.email;
  const isGuest = user.is_restricted === true || user.is_ultra_restricted === true;
  return listed({
    id: user.id,
    login: email ?? user.name ?? user.id,
    name: user.real_name || user.profile?.real_name || null,
    addresses: addressesIn([email]),
    status: user.deleted ? 'deactivated' : isGuest ? 'guest' : 'member',
    standing: user.deleted ? 'closed' : 'open',
    kind: user.is_bot === true ? 'service' : isGuest ? 'guest' : 'person',
  });
}
