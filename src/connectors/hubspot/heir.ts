import { addressesOf } from '../../domain/people/people.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { HubspotUser } from './hubspot-shapes.ts';
import type { HubspotSystem } from './hubspot-system.ts';
import { ownerOf } from './owner.ts';
import { userBy } from './search.ts';

/** Who takes over what the leaver owns: the person whom the settings name, else the manager. Null where nobody is known who is active. */
export async function heirOf(
  system: HubspotSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<{ user: HubspotUser; ownerId: string } | null> {
  const { data } = system.settings;
  if (data === undefined) return null;
  const addresses = data.to === 'manager' ? (context.heir ? addressesOf(context.heir) : []) : [data.to];
  for (const address of addresses) {
    const { user } = await userBy(system, address, context);
    if (user === null || user.id === leaverId) continue;
    const { owner } = await ownerOf(system, user.id, context);
    if (!owner.archived) return { user, ownerId: owner.id };
  }
  return null;
}
