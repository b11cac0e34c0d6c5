import { addressesOf } from '../../domain/people/people.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import type { PostgresqlSystem, Role } from './postgresql-system.ts';
import { addressesInComment, isNothingButAddresses, rolesBy } from './role-search.ts';
import { namesOf } from './search.ts';

/**
 * Which role takes over what the leaver owns: that of whoever was chosen on the walk, else the one that the settings
 * name, else the manager's. Null where it cannot be told: nobody, several, or one that may not own it.
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
  for (const value of [...heirAddresses(context, to, addressesOf), ...names]) {
    for (const role of (await rolesBy(system, { by: 'name', value }, context)).roles)
      if (role.name === value || value.includes('@')) found.set(role.id, role);
    if (!value.includes('@')) continue;
    for (const role of (await rolesBy(system, { by: 'comment', value }, context)).roles)
      if (isNothingButAddresses(role.comment) && addressesInComment(role.comment).includes(value.toLowerCase()))
        found.set(role.id, role);
  }
  // A role that cannot sign in is a team's, which the settings may name; a person's who may not is closed.
  const isTeam = isNamed && !data.to.includes('@');
  const fit = [...found.values()].filter(
    ({ id, canSignIn, isOwn }) => id !== leaverId && !isOwn && (canSignIn || isTeam),
  );
  return fit.length === 1 ? (fit[0] ?? null) : null;
}
