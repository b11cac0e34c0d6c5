import { addressesOf } from '../../domain/people/people.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import type { HubspotUser } from './hubspot-shapes.ts';
import type { HubspotSystem } from './hubspot-system.ts';
import { ownerOf } from './owner.ts';
import { userBy } from './search.ts';

/** Who takes over what the leaver owns: chosen on the walk, else named by the settings, else the manager. Null where nobody is known who is active. */
export async function heirOf(
  system: HubspotSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<{ user: HubspotUser; ownerId: string } | null> {
  const { data } = system.settings;
  if (data === undefined) return null;
  const addresses = heirAddresses(context, data.to, addressesOf);
  for (const address of addresses) {
    const { user } = await userBy(system, address, context);
    if (user === null || user.id === leaverId) continue;
    const { owner } = await ownerOf(system, user.id, context);
    if (!owner.archived) return { user, ownerId: owner.id };
  }
  return null;
}
