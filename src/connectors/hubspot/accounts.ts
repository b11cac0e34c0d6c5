import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { type HubspotOwner, ownerShape } from './hubspot-shapes.ts';
import { active, deactivated, type HubspotSystem, paths, unproven } from './hubspot-system.ts';
import { everyUser, nameOf } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/**
 * Every user. Whether one was deactivated is told by the owner of records that they are, so each must be found among
 * these; and an active owner who is no user of the list is one that it lacks.
 */
export async function accounts(system: HubspotSystem, context: ConnectorContext): Promise<AccountsTold> {
  const users = await everyUser(system, context);
  const owners = await Promise.all([false, true].map((archived) => ownersOf(system, archived, context)));
  const evidence = [...users.evidence, ...owners.flatMap((each) => each.evidence)];
  const standing = new Map<string, boolean>();
  for (const { userId, userIdIncludingInactive, archived } of owners.flatMap(({ items }) => items)) {
    const id = userId ?? userIdIncludingInactive;
    // Who is active again has an owner that is not archived beside an earlier one that is.
    if (id !== undefined) standing.set(id, (standing.get(id) ?? true) && archived);
  }
  const known = new Set(users.items.map(({ id }) => id));
  requireSight(
    [...standing].every(([id, isDeactivated]) => isDeactivated || known.has(id)),
    {
      en: 'HubSpot’s list of users lacks somebody who is an active owner of records, so it is not whole',
      fr: 'il manque à la liste des utilisateurs de HubSpot quelqu’un qui est propriétaire actif de fiches : elle n’est pas entière',
    },
    evidence,
  );
  const told = users.items.map((user): ListedAccount => {
    const isDeactivated = standing.get(user.id);
    if (isDeactivated === undefined)
      throw unproven(
        {
          en: `HubSpot does not tell how user ${user.id} stands: nobody among its owners is that user`,
          fr: `HubSpot ne dit pas l’état de l’utilisateur ${user.id} : personne n’est lui parmi ses propriétaires`,
        },
        evidence,
      );
    return listed({
      id: user.id,
      login: user.email,
      name: nameOf(user) || null,
      addresses: addressesIn([user.email]),
      status: isDeactivated ? deactivated : active,
      standing: isDeactivated ? 'closed' : 'open',
    });
  });
  return { accounts: told, evidence };
}

function ownersOf(system: HubspotSystem, archived: boolean, context: ConnectorContext) {
  const query = { limit: '100', archived: String(archived) };
  return wholeList<HubspotOwner>(system, { path: paths.owners, item: ownerShape, query }, context);
}
