import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { licenceShape } from './entra-shapes.ts';
import { type EntraSystem, listAll } from './entra-system.ts';
import { readUser } from './user-state.ts';

/** The licences of a user: given to the user, or coming with a group, or both. */
export async function licencesOf(system: EntraSystem, id: string, context: ConnectorContext) {
  const read = await readUser(system, id, context);
  const details = await listAll(system, { path: path`/users/${id}/licenseDetails`, shape: licenceShape }, context);
  const names = new Map(details.items.map(({ skuId, skuPartNumber }) => [skuId, skuPartNumber ?? skuId]));
  const states = read.state === 'live' ? (read.user.licenseAssignmentStates ?? []) : [];
  const all = states.map(({ skuId, assignedByGroup }) => ({
    skuId,
    name: names.get(skuId) ?? skuId,
    byGroup: assignedByGroup ?? null,
  }));
  return { all, direct: all.filter(({ byGroup }) => byGroup === null) };
}
