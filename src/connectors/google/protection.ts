import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { listedAsProtected } from '../kit/connector-of.ts';
import { becauseOwnName } from '../kit/own-account.ts';
import { isListed } from '../planned-action.ts';
import { type GoogleSystem, isClosed, isDeleted } from './google-system.ts';
import { usersWhere } from './user-search.ts';
import { readUser, statusOf } from './user-state.ts';

const lastSuperAdmin: Localized = {
  en: 'it is the last super administrator who can sign in and is not protected',
  fr: 'c’est le dernier super-administrateur qui peut se connecter et qui n’est pas protégé',
};

/**
 * Why Google's own word says that an account must stay. A protected account does not count as the one who stays. Throws
 * when it cannot be told.
 */
export async function protection(
  system: GoogleSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  const { settings } = system;
  if (isDeleted(account.status)) return null;
  const { user } = await readUser(system, account.id, context);
  const logins = [
    account.login,
    ...(user ? [user.primaryEmail, ...(user.aliases ?? []), ...(user.nonEditableAliases ?? [])] : []),
  ];
  const isNamed = (list: readonly string[]) => logins.some((login) => isListed(list, { id: account.id, login }));
  if (isNamed([settings.administrator])) return becauseOwnName;
  if (isNamed(settings.protected)) return listedAsProtected;
  if (user === null || !user.isAdmin) return null;
  const { items, evidence } = await usersWhere(system, 'isAdmin=true', context);
  // Whoever is one is in the list of them: without them it is not whole.
  if (!items.some(({ id }) => id === account.id))
    throw new ConnectorError(
      'unproven',
      {
        en: 'the list of super administrators lacks one, so that it cannot be told who stays',
        fr: 'il manque un super-administrateur à leur liste : on ne peut dire qui reste',
      },
      { evidence },
    );
  const stays = items.some(
    (other) =>
      other.id !== account.id &&
      other.isAdmin &&
      !isClosed(statusOf(other)) &&
      !isListed(settings.protected, { id: other.id, login: other.primaryEmail }),
  );
  return stays ? null : lastSuperAdmin;
}
