import { addressesOf } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import { type HubspotUser, ownerShape } from './hubspot-shapes.ts';
import { type HubspotSystem, paths } from './hubspot-system.ts';
import { ownerOf } from './owner.ts';
import { userBy } from './search.ts';

/**
 * Who takes over what the leaver owns: chosen on the walk, else named by the settings, else the manager. Null where
 * nobody is known who is active.
 */
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

/** Throws `conflict` where whoever was to take over is no active owner any more: they may have left since the plan. */
export async function requireActiveOwner(
  { http }: HubspotSystem,
  ownerId: string,
  context: ConnectorContext,
): Promise<Evidence> {
  const query = { idProperty: 'id', archived: false };
  const reply = await http.find(`${paths.owners}${path`/${ownerId}`}`, ownerShape, context, { query });
  const isActive = reply.data?.id === ownerId && !reply.data.archived;
  const evidence = saw(reply, `owner ${ownerId} is ${isActive ? 'active' : 'not active'}`);
  if (isActive) return evidence;
  throw new ConnectorError(
    'conflict',
    {
      en: 'whoever takes over has no active user any more; look at the account anew',
      fr: 'qui reprend n’a plus d’utilisateur actif ; regardez à nouveau le compte',
    },
    { evidence: [evidence] },
  );
}
