import type { Leaver } from '../../domain/people/heirs.ts';
import type { Preflight } from '../../domain/systems/look.ts';
import type { EngineDeps } from '../deps.ts';
import { type KnownAccess, type LookDeps, lookAtSystem } from './look-at-system.ts';

/**
 * Every configured system is asked who the person is there, and what would be done to each account. Reads only.
 * `known`: the departure, where it has begun.
 */
export async function preflight(
  deps: LookDeps & Pick<EngineDeps, 'connectors'>,
  person: Leaver,
  known: KnownAccess = { accessRev: 0, systems: [], accounts: [] },
): Promise<Preflight> {
  const looks = await Promise.all(
    [...deps.connectors.values()].map((connector) => lookAtSystem(deps, connector, { person, known })),
  );
  return { systems: looks.map(({ look }) => look) };
}
