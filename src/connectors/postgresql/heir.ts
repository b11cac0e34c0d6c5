import { addressesOf } from '../../domain/people/people.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import type { PostgresqlSystem, Role } from './postgresql-system.ts';
import { isTheirs, rolesBy } from './role-search.ts';
import { namesOf } from './search.ts';

/**
 * Which role takes over what the leaver owns: that of whoever was chosen on the walk, else the one that the settings
 * name, else the manager's. Null where it cannot be told: nobody, several, one that may be somebody else's, or one that
 * may not own it, such as the superuser that the server was made with.
 */
export async function heirOf(
  system: PostgresqlSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<Role | null> {
  const { data } = system.settings;
  if (data === undefined) return null;
  const [to] = [data.to];
  const isNamed = to !== 'manager' && context.heirIsChosen !== true;
  const names = isNamed || !context.heir ? [] : namesOf(system, context.heir);
  const found = new Map<string, Role>();
  const addresses = heirAddresses(context, to, addressesOf);
  const known = { addresses: addresses.map((each) => each.toLowerCase()), names };
  // A role that cannot sign in is a team's, which the settings may name; a person's who may not is closed.
  const isTeam = isNamed && !to.includes('@');
  for (const value of [...addresses, ...names])
    for (const by of value.includes('@') ? (['name', 'comment'] as const) : (['name'] as const))
      for (const role of (await rolesBy(system, { by, value }, context)).roles)
        if (isTeam ? role.name === value : isTheirs(system, role, known)) found.set(role.id, role);
  const fit = [...found.values()].filter(
    ({ id, canSignIn, isOwn, isReserved }) => id !== leaverId && !isOwn && !isReserved && (canSignIn || isTeam),
  );
  return fit.length === 1 ? (fit[0] ?? null) : null;
}
