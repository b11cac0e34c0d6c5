import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { userShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed, myCustomer } from './google-system.ts';
import { statusOf } from './user-state.ts';
import { wholeList } from './whole-list.ts';

const listedUserShape = userShape.extend({
  creationTime: optional(z.string()),
  organizations: optional(z.array(z.object({ title: optional(z.string()), primary: optional(z.boolean()) }))),
});

/** What Google writes for who never signed in. */
const never = '1970-01-01T00:00:00.000Z';

/**
 * Every user of the organisation, suspended and archived ones too. The administrator in whose name is asked has to be
 * among them.
 */
export async function accounts(system: GoogleSystem, context: ConnectorContext): Promise<AccountsTold> {
  const { items, evidence } = await wholeList(
    system.http,
    {
      path: '/admin/directory/v1/users',
      name: 'users',
      item: listedUserShape,
      query: { customer: myCustomer, projection: 'full', maxResults: 500 },
    },
    context,
  );
  const told = items.map((user): ListedAccount => {
    const { id, primaryEmail, aliases = [], nonEditableAliases = [], externalIds = [], organizations = [] } = user;
    const status = statusOf(user);
    const lastUse = instantIn(user.lastLoginTime);
    return listed({
      id,
      login: primaryEmail,
      name: user.name?.fullName ?? null,
      // Other addresses are typed by people, and may be shared.
      addresses: addressesIn([primaryEmail, ...aliases, ...nonEditableAliases]),
      employeeNumber: externalIds.find(({ type }) => type === 'organization')?.value ?? null,
      title: (organizations.find(({ primary }) => primary === true) ?? organizations[0])?.title ?? null,
      status,
      standing: isClosed(status) ? 'closed' : 'open',
      createdAt: instantIn(user.creationTime),
      lastUse: lastUse === never ? 'never' : lastUse,
    });
  });
  const administrator = system.settings.administrator.toLowerCase();
  requireSight(
    told.some(({ addresses }) => addresses.includes(administrator)),
    {
      en: 'Google’s list of users lacks the administrator in whose name Relais asks, so it is not whole',
      fr: 'il manque à la liste des utilisateurs de Google l’administrateur au nom duquel Relais demande : elle n’est pas entière',
    },
    evidence,
  );
  return { accounts: told, evidence };
}
