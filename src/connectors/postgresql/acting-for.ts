import { quoted } from './identifiers.ts';

/**
 * Statements that need other roles' rights, within one change: Relais becomes a member of those it is none of, and is
 * none any more after it, all at once or not at all. Nobody sees anything between.
 */
export function withRightsOf(roles: readonly string[], relais: string, statements: readonly string[]): string[] {
  if (roles.length === 0) return [...statements];
  const all = roles.map(quoted).join(', ');
  return [`GRANT ${all} TO ${quoted(relais)}`, ...statements, `REVOKE ${all} FROM ${quoted(relais)}`];
}

/** The same, done as this role: a right is taken back by whoever gave it. */
export function actingFor(
  { role, relais, isMember }: { role: string; relais: string; isMember: boolean },
  statements: readonly string[],
): string[] {
  return withRightsOf(isMember ? [] : [role], relais, [`SET LOCAL ROLE ${quoted(role)}`, ...statements, 'RESET ROLE']);
}
