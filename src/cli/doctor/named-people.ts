import { addressesAmong, type Organisation } from '../../engine/people/organisation.ts';

/** Every address that `relais.yaml` names, as a role, a person or a manager, once. */
export function namedPeople({ roles, ownRoles, people }: Organisation): string[] {
  const held = [...Object.values(roles), ...ownRoles.map((role) => role.people)].flatMap(addressesAmong);
  const named = [...held, ...people.flatMap(({ email, manager }) => [email, manager ?? email])];
  return [...new Set(named)].sort();
}
