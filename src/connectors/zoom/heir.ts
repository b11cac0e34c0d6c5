import { addressesOf } from '../../domain/people/people.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import { userBy } from './search.ts';
import type { ZoomUser } from './zoom-shapes.ts';
import type { ZoomSystem } from './zoom-system.ts';

const licensed = 2;

/**
 * Who takes over what the leaver hosts: chosen on the walk, else named by the settings, else the manager. Null where
 * nobody is known who can sign in and holds a licence: Zoom hands recordings and webinars to licensed users alone.
 */
export async function heirOf(
  system: ZoomSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<ZoomUser | null> {
  const { data } = system.settings;
  if (data === undefined) return null;
  const addresses = heirAddresses(context, data.to, addressesOf);
  for (const address of addresses) {
    const { user } = await userBy(system, address, context);
    if (user !== null && user.id !== leaverId && isFit(user)) return user;
  }
  return null;
}

/** Whether somebody can sign in and holds a licence. */
export function isFit({ status, type }: ZoomUser): boolean {
  return status === 'active' && type === licensed;
}
