import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type KeycloakUser, userShape } from './keycloak-shapes.ts';
import { type KeycloakSystem, wholeList } from './keycloak-system.ts';

/** By one address, as e-mail and as user name, by one user name, or by the employee number. */
export type SearchedBy = { address: string } | { userName: string } | { employeeNumber: string };

/** Everybody whom Keycloak finds, disabled users too, over all pages; each once. */
export async function usersBy(
  system: KeycloakSystem,
  by: SearchedBy,
  context: ConnectorContext,
): Promise<{ users: KeycloakUser[]; evidence: Evidence[] }> {
  const users = new Map<string, KeycloakUser>();
  const evidence: Evidence[] = [];
  for (const query of queriesOf(system, by)) {
    const found = await usersWhere(system, query, context);
    evidence.push(...found.evidence);
    for (const user of found.items) users.set(user.id, user);
  }
  return { users: [...users.values()], evidence };
}

/** Everybody for whom one query holds. */
export function usersWhere(system: KeycloakSystem, query: Readonly<Record<string, string>>, context: ConnectorContext) {
  const list = {
    path: `${system.realm}/users`,
    shape: z.array(userShape),
    query: { ...query, briefRepresentation: 'false' },
  };
  return wholeList(system, list, context);
}

function queriesOf(system: KeycloakSystem, by: SearchedBy): Readonly<Record<string, string>>[] {
  if ('address' in by) return [queryFor(system, 'email', by.address), queryFor(system, 'name', by.address)];
  if ('userName' in by) return [queryFor(system, 'name', by.userName)];
  // Where the realm keeps no number, nobody has one.
  return system.settings.employeeNumberAttribute === undefined ? [] : [queryFor(system, 'number', by.employeeNumber)];
}

/** The query for one value of one kind. The number needs the attribute of the settings. */
export function queryFor(
  { settings }: KeycloakSystem,
  kind: 'email' | 'name' | 'number',
  value: string,
): Readonly<Record<string, string>> {
  switch (kind) {
    case 'email':
      return { email: value, exact: 'true' };
    case 'name':
      return { username: value, exact: 'true' };
    case 'number':
      // `q` is a list of name:value pairs, separated by blanks unless they are quoted.
      return { q: `${quoted(settings.employeeNumberAttribute ?? '')}:${quoted(value)}`, exact: 'true' };
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}
