import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import { consentsOf } from './actions/consents.ts';
import { groupsOf } from './actions/groups.ts';
import { rolesOf } from './actions/roles.ts';
import { federatedIdentityShape } from './keycloak-shapes.ts';
import { type KeycloakSystem, userPath } from './keycloak-system.ts';

/**
 * What a person needs to give everything back, and by which other identity providers the person signs in. A list that
 * may not be read is null.
 */
export async function snapshot(
  system: KeycloakSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const linked = `${userPath(system, account.id)}/federated-identity`;
  const [groups, roles, consents, providers] = await Promise.all([
    unlessUntold(() => groupsOf(account, system, context)),
    unlessUntold(() => rolesOf(account, system, context)),
    unlessUntold(() => consentsOf(account, system, context)),
    unlessUntold(() => system.http.get(linked, z.array(federatedIdentityShape), context)),
  ]);
  return {
    status: account.status,
    login: account.login,
    groups: groups?.items.map(({ id, path, name }) => ({ id, path: path ?? name })) ?? null,
    roles: roles?.items.map(({ id, name, client }) => ({ id, name, client: client?.name ?? null })) ?? null,
    consents: consents?.names.toSorted() ?? null,
    identityProviders:
      providers?.data.map(({ identityProvider, userName }) => ({ id: identityProvider, login: userName ?? null })) ??
      null,
  };
}
