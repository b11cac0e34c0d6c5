import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, listed } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import type { KeycloakUser } from './keycloak-shapes.ts';
import type { KeycloakSystem } from './keycloak-system.ts';
import { usersWhere } from './user-search.ts';

/**
 * Every user of the realm but those of clients, which Keycloak keeps apart. With fine-grained permissions the list may
 * be a part, so it is held against the realm's own count.
 */
export async function accounts(system: KeycloakSystem, context: ConnectorContext): Promise<AccountsTold> {
  const { items, evidence } = await usersWhere(system, {}, context);
  const counted = await system.http.get(`${system.realm}/users/count`, z.int().min(0), context);
  return {
    accounts: items.map((user) => accountOf(system, user)),
    evidence: [...evidence, counted.evidence],
    total: counted.data,
  };
}

function accountOf({ settings }: KeycloakSystem, user: KeycloakUser): ListedAccount {
  const { employeeNumberAttribute } = settings;
  return listed({
    id: user.id,
    login: user.username,
    name: [user.firstName, user.lastName].filter(Boolean).join(' ') || null,
    addresses: addressesIn([user.username, user.email]),
    employeeNumber:
      employeeNumberAttribute === undefined ? null : (user.attributes?.[employeeNumberAttribute]?.[0] ?? null),
    status: user.enabled ? 'enabled' : 'disabled',
    standing: user.enabled ? 'open' : 'closed',
  });
}
