import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { readUser } from './user-state.ts';
import { ownerRole, unproven, type ZoomSystem } from './zoom-system.ts';

const owner: Localized = {
  en: 'it owns the Zoom account: hand the ownership to somebody who stays first (Account Management, Account Profile)',
  fr: 'c’est le propriétaire du compte Zoom : passez d’abord la propriété à quelqu’un qui reste (Gestion du compte, Profil du compte)',
};

/** Why the account must stay: it owns everything. Throws `unproven` where Zoom does not tell the role. */
export async function protection(
  system: ZoomSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  const { user, evidence } = await readUser(system, account.id, context);
  if (user === null) return null;
  if (user.role_id === undefined)
    throw unproven(
      { en: 'Zoom does not tell the role of the user', fr: 'Zoom ne dit pas le rôle de l’utilisateur' },
      evidence,
    );
  return user.role_id === ownerRole ? owner : null;
}
