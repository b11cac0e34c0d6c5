import type { Organisation } from '../../engine/people/directory.ts';

/** Every address that `relais.yaml` names, as a role, a person or a manager, once. */
export function namedPeople({ roles, people }: Organisation): string[] {
  const named = [...Object.values(roles).flat(), ...people.flatMap(({ email, manager }) => [email, manager ?? email])];
  return [...new Set(named)].sort();
}
