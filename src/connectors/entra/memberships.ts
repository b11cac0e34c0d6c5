import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type Membership, membershipShape } from './entra-shapes.ts';
import { type EntraSystem, listAll, sawAll } from './entra-system.ts';
import { isSynced } from './user-state.ts';

/** Why Graph cannot take somebody out of a group; null when it can. */
export type Elsewhere = 'rule' | 'active-directory' | 'exchange';

/** Groups and roles that the user is a direct member of. */
export async function memberOf(system: EntraSystem, id: string, context: ConnectorContext) {
  const { items, evidence } = await listAll(
    system,
    { path: path`/users/${id}/memberOf`, shape: membershipShape },
    context,
  );
  const names = items.map(nameOf).join(', ') || 'none';
  return { items, evidence: sawAll(evidence, `member of: ${names}`) };
}

export function isGroup(membership: Membership): boolean {
  return membership['@odata.type'] === '#microsoft.graph.group';
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

export function nameOf({ displayName, id }: Membership): string {
  return displayName || id;
}
