import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { isListed } from '../planned-action.ts';
import { type HubspotSystem, isClosed, unproven } from './hubspot-system.ts';
import { ownerOf } from './owner.ts';
import { everyUser } from './user-state.ts';

const lastSuperAdmin: Localized = {
  en: 'it is the last super admin who is not protected',
  fr: 'c’est le dernier super administrateur qui n’est pas protégé',
};

/**
 * Why the account must stay. Whoever is protected, or deactivated, does not count as one who stays. Throws `unproven`
 * when the list lacks the user.
 */
export async function protection(
  system: HubspotSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  if (isClosed(account.status)) return null;
  const { items, evidence } = await everyUser(system, context);
  const self = items.find(({ id }) => id === account.id);
  if (self === undefined)
    throw unproven(
      {
        en: 'the list of users lacks one, so that it cannot be told who stays',
        fr: 'il manque un utilisateur à la liste : on ne peut dire qui reste',
      },
      evidence,
    );
  if (!self.superAdmin) return null;
  const isNamed = ({ id, email }: { id: string; email: string }) =>
    isListed(system.settings.protected, { id, login: email });
  // The list tells deactivated users as well, and nothing in it shows them.
  for (const other of items.filter((each) => each.id !== self.id && each.superAdmin && !isNamed(each)))
    if (!(await ownerOf(system, other.id, context)).owner.archived) return null;
  return lastSuperAdmin;
}
