import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { attributeOf } from './activity.ts';
import { everyUser } from './lookups.ts';
import type { ScimUser } from './scim-shapes.ts';
import type { ScimSystem } from './scim-system.ts';
import { accountOf as plainAccountOf } from './search.ts';

/** Every user of the service. SCIM knows no kinds of users and no use, but for the attribute that the settings name. */
export async function accounts(system: ScimSystem, context: ConnectorContext): Promise<AccountsTold> {
  const { users, evidence } = await everyUser(system, context);
  requireSight(
    users.every(({ active }) => typeof active === 'boolean'),
    {
      en: 'the server does not tell of all users whether they are active',
      fr: 'le serveur ne dit pas de tous les utilisateurs s’ils sont actifs',
    },
    evidence,
  );
  return { accounts: users.map((user) => accountOf(system, user)), evidence };
}

const createdShape = z.looseObject({ created: z.string() });

function accountOf({ settings }: ScimSystem, user: ScimUser): ListedAccount {
  const { id, login, name, status } = plainAccountOf(user, settings, '');
  const { lastActivityAttribute } = settings;
  const used = lastActivityAttribute === undefined ? null : attributeOf(user, lastActivityAttribute);
  return listed({
    id,
    login,
    name,
    addresses: addressesIn([user.userName, ...(user.emails ?? []).map(({ value }) => value)]),
    employeeNumber: user.externalId ?? null,
    status,
    standing: user.active === false ? 'closed' : 'open',
    createdAt: instantIn(createdShape.safeParse(user.meta).data?.created),
    lastUse: typeof used === 'string' ? instantIn(used) : null,
  });
}
