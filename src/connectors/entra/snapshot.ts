import type { Account } from '../../domain/revocation.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { deviceShape, membershipShape } from './entra-shapes.ts';
import { type EntraSystem, listAll } from './entra-system.ts';
import { licencesOf } from './licence-states.ts';
import { elsewhere, isGroup, isRole, memberOf, nameOf } from './memberships.ts';
import { deleted } from './user-state.ts';

/** What a person needs to give everything back; also what Graph could not take, and what is left without an owner. */
export async function snapshotOf(
  system: EntraSystem,
  { id, login, status }: Account,
  context: ConnectorContext,
): Promise<Snapshot> {
  if (status === deleted) return { login, status };
  const [memberships, owned, devices, licences] = await Promise.all([
    memberOf(system, id, context),
    listAll(system, { path: path`/users/${id}/ownedObjects`, shape: membershipShape }, context),
    listAll(system, { path: path`/users/${id}/registeredDevices`, shape: deviceShape }, context),
    licencesOf(system, id, context),
  ]);
  return {
    login,
    status,
    groups: memberships.items.filter(isGroup).map((group) => ({
      id: group.id,
      name: nameOf(group),
      elsewhere: elsewhere(group),
    })),
    roles: memberships.items.filter(isRole).map((role) => ({ id: role.id, name: nameOf(role) })),
    owned: owned.items.map((each) => ({ id: each.id, name: nameOf(each) })),
    devices: devices.items.map((each) => ({ id: each.id, name: each.displayName ?? null })),
    licences: licences.all.map(({ skuId, name, byGroup }) => ({ skuId, name, byGroup })),
  };
}
