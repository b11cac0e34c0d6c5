import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { licenceShape } from './entra-shapes.ts';
import { type EntraSystem, listAll, type UserRef } from './entra-system.ts';
import { lossesOf } from './losses.ts';
import { type EntraUser, readUser } from './user-state.ts';

/** The licences of a user: given to the user, or coming with a group, or both; in whatever state, also in error. */
export async function licencesOf(system: EntraSystem, user: UserRef, context: ConnectorContext) {
  const read = await readUser(system, user, context);
  const states = read.state === 'live' ? statesOf(read.user) : [];
  const details = await listAll(system, { path: path`/users/${user.id}/licenseDetails`, shape: licenceShape }, context);
  const told = new Map(details.items.map((one) => [one.skuId, one]));
  const all = states.map(({ skuId, assignedByGroup }) => ({
    skuId,
    name: told.get(skuId)?.skuPartNumber ?? skuId,
    byGroup: assignedByGroup ?? null,
    losses: lossesOf(told.get(skuId)?.servicePlans?.map(({ servicePlanName }) => servicePlanName ?? '') ?? null),
  }));
  return { all, direct: all.filter(({ byGroup }) => byGroup === null) };
}

/** The SKUs that are given to the user and not, or not only, by a group. */
export function directOf(user: EntraUser): readonly string[] {
  return statesOf(user)
    .filter(({ assignedByGroup }) => !assignedByGroup)
    .map(({ skuId }) => skuId);
}

/** Somebody without licences has an empty list; null stands where the app may not read. */
function statesOf({ licenseAssignmentStates: states }: EntraUser) {
  if (states) return states;
  throw new ConnectorError('unproven', {
    en: 'Graph does not tell the licences of the user',
    fr: 'Graph ne donne pas les licences de l’utilisateur',
  });
}
