import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { becauseRunAs } from '../kit/own-account.ts';
import { isListed } from '../planned-action.ts';
import { userFields, userShape } from './salesforce-shapes.ts';
import { isClosed, type SalesforceSystem, unproven } from './salesforce-system.ts';
import { rows } from './soql.ts';

const lastAdministrator: Localized = {
  en: 'no other active user, but for protected ones, has a profile that manages users',
  fr: 'aucun autre utilisateur actif, hors comptes protégés, n’a un profil qui gère les utilisateurs',
};

/**
 * Why the account must stay. Whoever may manage users by a permission set alone does not count. Throws `unproven` where
 * nobody is told.
 */
export async function protection(
  system: SalesforceSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  if (isSameId(await system.ownUser(context), account.id)) return becauseRunAs;
  if (isClosed(account.status)) return null;
  const query = `SELECT ${userFields} FROM User WHERE IsActive = true AND Profile.PermissionsManageUsers = true`;
  const { items, evidence } = await rows(system, { query, row: userShape }, context);
  if (items.length === 0)
    throw unproven(
      {
        en: 'Salesforce tells no user who manages users, although Relais works as one',
        fr: 'Salesforce ne dit aucun utilisateur qui gère les utilisateurs, alors que Relais travaille comme tel',
      },
      evidence,
    );
  if (!items.some(({ Id }) => Id === account.id)) return null;
  const stays = items.some(
    ({ Id, Username }) => Id !== account.id && !isListed(system.settings.protected, { id: Id, login: Username }),
  );
  return stays ? null : lastAdministrator;
}

/** Ids have fifteen characters, or these and three more that only check them. */
function isSameId(one: string | null, other: string): boolean {
  return one !== null && one.slice(0, 15) === other.slice(0, 15);
}
