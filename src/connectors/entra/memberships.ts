import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type Membership, membershipShape } from './entra-shapes.ts';
import { type EntraSystem, type Listed, largestPage } from './entra-system.ts';
import { listBelow } from './list-below.ts';
import { isSynced } from './user-state.ts';

/** Why Graph cannot take somebody out of a group; null when it can. */
export type Elsewhere = 'rule' | 'active-directory' | 'exchange';

/**
 * Groups, directory roles and administrative units that the user is a direct member of. All are listed, by their ids;
 * of those that the app may not read Graph tells nothing else:
 * https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
export async function memberOf(
  system: EntraSystem,
  id: string,
  context: ConnectorContext,
): Promise<Listed<Membership>> {
  const call = { path: path`/users/${id}/memberOf`, shape: membershipShape, query: { $top: largestPage } };
  const { items, evidence } = await listBelow(system, call, context);
  const names = items.map(nameOf).join(', ') || 'none';
  return { items, evidence: sawAll(evidence, `member of: ${names}`) };
}

/** The groups among them. Throws `unproven` when one is not told: whether Graph can change it is not known then. */
export function groupsAmong(memberships: readonly Membership[]): readonly Membership[] {
  const hidden = memberships.find((each) => !each['@odata.type'] || (isGroup(each) && !isTold(each)));
  if (hidden)
    throw new ConnectorError('unproven', {
      en: `Graph does not tell what kind of group ${hidden.id} is; the app needs GroupMember.Read.All`,
      fr: `Graph ne dit pas quelle sorte de groupe est ${hidden.id} ; il faut GroupMember.Read.All à l’application`,
    });
  return memberships.filter(isGroup);
}

export function isGroup(membership: Membership): boolean {
  return membership['@odata.type'] === '#microsoft.graph.group';
}

/** Every group has both; null stands where the app may not read. */
export function isTold({ mailEnabled, groupTypes }: Membership): boolean {
  return typeof mailEnabled === 'boolean' && Array.isArray(groupTypes);
}

export function isRole(membership: Membership): boolean {
  return membership['@odata.type'] === '#microsoft.graph.directoryRole';
}

export function elsewhere(group: Membership): Elsewhere | null {
  const types = group.groupTypes ?? [];
  if (group.membershipRule || types.includes('DynamicMembership')) return 'rule';
  if (isSynced(group)) return 'active-directory';
  // Distribution lists and mail-enabled security groups are read-only in Graph; a Microsoft 365 group is not.
  if (group.mailEnabled && !types.includes('Unified')) return 'exchange';
  return null;
}

export function nameOf({ displayName, id }: Pick<Membership, 'displayName' | 'id'>): string {
  return displayName || id;
}
