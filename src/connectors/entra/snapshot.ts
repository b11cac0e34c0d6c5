import type { Account } from '../../domain/systems/account.ts';
import { type ConnectorContext, ConnectorError, type Snapshot } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { deviceShape, membershipShape } from './entra-shapes.ts';
import { type EntraSystem, listAll } from './entra-system.ts';
import { licencesOf } from './licence-states.ts';
import { elsewhere, isGroup, isTold, memberOf, nameOf } from './memberships.ts';
import { nameOfRole, rolesOf } from './role-assignments.ts';
import { deleted } from './user-state.ts';

/**
 * What a person needs to give everything back; also what Graph could not take, and what is left without an owner. A
 * list that Graph does not tell is null.
 */
export async function snapshotOf(
  system: EntraSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const { id, login, status } = account;
  if (status === deleted) return { login, status };
  const [memberships, roles, owned, devices, licences] = await Promise.all([
    ifTold(memberOf(system, id, context)),
    ifTold(rolesOf(system, id, context)),
    ifTold(listAll(system, { path: path`/users/${id}/ownedObjects`, shape: membershipShape }, context)),
    ifTold(listAll(system, { path: path`/users/${id}/registeredDevices`, shape: deviceShape }, context)),
    ifTold(licencesOf(system, account, context)),
  ]);
  return {
    login,
    status,
    groups:
      memberships?.items.filter(isGroup).map((group) => ({
        id: group.id,
        name: nameOf(group),
        elsewhere: isTold(group) ? elsewhere(group) : null,
      })) ?? null,
    roles:
      roles?.items.map((role) => ({
        id: role.roleDefinitionId ?? null,
        name: nameOfRole(role),
        scope: role.directoryScopeId ?? role.appScopeId ?? null,
      })) ?? null,
    owned: owned?.items.map((each) => ({ id: each.id, name: nameOf(each) })) ?? null,
    devices: devices?.items.map((each) => ({ id: each.id, name: each.displayName ?? null })) ?? null,
    licences: licences?.all.map(({ skuId, name, byGroup }) => ({ skuId, name, byGroup })) ?? null,
  };
}

/** A list that is not told costs itself; that the system is down, or asks for patience, is thrown. */
async function ifTold<Result>(list: Promise<Result>): Promise<Result | null> {
  try {
    return await list;
  } catch (error) {
    const costs = ['unauthorised', 'rejected', 'unproven', 'not-found'];
    if (error instanceof ConnectorError && costs.includes(error.kind)) return null;
    throw error;
  }
}
