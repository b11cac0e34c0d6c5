import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { becauseOwnToken } from '../kit/own-account.ts';
import { type GitlabSystem, isClosed, isInstance } from './gitlab-system.ts';
import { topMembershipOf } from './memberships.ts';
import { ownToken } from './own-user.ts';
import { activeAdministrators, readFullUser } from './user-state.ts';

const lastAdministrator: Localized = {
  en: 'it is the last active administrator of the instance',
  fr: 'c’est le dernier administrateur actif de l’instance',
};
const lastOwner: Localized = {
  en: 'it is the last owner of the group',
  fr: 'c’est le dernier propriétaire du groupe',
};

/**
 * Why the account must stay: Relais' own, the last administrator, the last owner of the group. Throws when that cannot
 * be told.
 */
export async function protection(
  system: GitlabSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  if ((await ownToken(system, context)).userId === account.id) return becauseOwnToken;
  if (!isInstance(system)) {
    const { membership } = await topMembershipOf(system, account.id, context);
    return membership?.isSoleOwner === true ? lastOwner : null;
  }
  if (isClosed(account.status)) return null;
  const { user } = await readFullUser(system, account.id, context);
  if (user?.is_admin !== true) return null;
  const { administrators } = await activeAdministrators(system, context);
  return administrators.some(({ id }) => id !== account.id) ? null : lastAdministrator;
}
