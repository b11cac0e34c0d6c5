import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Preflight } from '../../domain/systems/look.ts';
import type { EngineDeps } from '../deps.ts';
import { lookAtSystem } from './look-at-system.ts';

/**
 * Every configured system is asked who the person is there, and what would be done to each account. Reads only.
 * `known`: the departure, where it has begun.
 */
export async function preflight(
  deps: Pick<EngineDeps, 'connectors' | 'clock' | 'log'>,
  person: Person,
  known: Pick<Departure, 'accessRev' | 'systems'> = { accessRev: 0, systems: [] },
): Promise<Preflight> {
  const { accessRev, systems } = known;
  const looks = await Promise.all(
    [...deps.connectors.values()].map((connector) =>
      lookAtSystem(deps, connector, {
        person,
        accessRev,
        known: systems.find(({ system }) => system === connector.id),
      }),
    ),
  );
  return { systems: looks.map(({ look }) => look) };
}
