import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type KeycloakUser, userShape } from './keycloak-shapes.ts';
import { type KeycloakSystem, wholeList } from './keycloak-system.ts';

/** By one address, as e-mail and as user name, or by the employee number. */
export type SearchedBy = { address: string } | { employeeNumber: string };

/** Everybody whom Keycloak finds, disabled users too, over all pages; each once. */
export async function usersBy(
  system: KeycloakSystem,
  by: SearchedBy,
  context: ConnectorContext,
): Promise<{ users: KeycloakUser[]; evidence: Evidence[] }> {
  const users = new Map<string, KeycloakUser>();
  const evidence: Evidence[] = [];
  for (const query of queriesOf(system, by)) {
    const list = {
      path: `${system.realm}/users`,
      shape: z.array(userShape),
      query: { ...query, briefRepresentation: 'false' },
    };
    const found = await wholeList(system, list, context);
    evidence.push(...found.evidence);
    for (const user of found.items) users.set(user.id, user);
  }
  return { users: [...users.values()], evidence };
}

function queriesOf({ settings }: KeycloakSystem, by: SearchedBy): Readonly<Record<string, string>>[] {
  if ('address' in by)
    return [
      { email: by.address, exact: 'true' },
      { username: by.address, exact: 'true' },
    ];
  const attribute = settings.employeeNumberAttribute;
  // `q` is a list of name:value pairs, separated by blanks unless they are quoted.
  return attribute === undefined ? [] : [{ q: `${quoted(attribute)}:${quoted(by.employeeNumber)}`, exact: 'true' }];
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}
