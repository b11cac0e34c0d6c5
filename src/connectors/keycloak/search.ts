import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { employeeNumberWords, userNameWords } from '../kit/asked-by.ts';
import { sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import type { KeycloakUser } from './keycloak-shapes.ts';
import type { KeycloakSystem } from './keycloak-system.ts';
import { accountOf } from './user-now.ts';
import { usersBy } from './user-search.ts';

/**
 * Everybody who carries an address of the person as e-mail or user name, a user name that is told, or the person's
 * employee number where the realm keeps one.
 */
export async function search(
  system: KeycloakSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const number = system.settings.employeeNumberAttribute === undefined ? undefined : person.employeeNumber;
  const names = userNamesIn(person, system.settings.id);
  const asked = [
    ...addresses,
    ...names.map(userNameWords),
    ...(number === undefined ? [] : [employeeNumberWords(number)]),
  ];
  const searches = [
    ...addresses.map((address) => ({ address })),
    ...names.map((userName) => ({ userName })),
    ...(number === undefined ? [] : [{ employeeNumber: number }]),
  ];
  const evidence: Evidence[] = [];
  const users = new Map<string, KeycloakUser>();
  for (const by of searches) {
    const found = await usersBy(system, by, context);
    // A search may be looser than equality; a neighbour's account must never come along.
    const meant = found.users.filter((user) => carries(system, user, person));
    evidence.push(...sawAll(found.evidence, `${meant.length} found`));
    for (const user of meant) users.set(user.id, user);
  }
  const all = [...users.values()];
  if (all.length === 0) return { status: 'none', asked, evidence };
  const accounts = all.map((user) => accountOf(system, user, tenant));
  return all.every((user) => isProven(system, user, { person, all }))
    ? { status: 'found', accounts, asked, evidence }
    : { status: 'ambiguous', candidates: accounts, asked, evidence };
}

function isOneOf(addresses: readonly string[], value: string | undefined): boolean {
  return value !== undefined && addresses.some((address) => address.toLowerCase() === value.toLowerCase());
}

function numberOf({ settings }: KeycloakSystem, { attributes }: KeycloakUser): string | undefined {
  const attribute = settings.employeeNumberAttribute;
  return attribute === undefined ? undefined : attributes?.[attribute]?.[0];
}

function carries(system: KeycloakSystem, user: KeycloakUser, person: Person): boolean {
  const addresses = addressesOf(person);
  const byNumber = person.employeeNumber !== undefined && numberOf(system, user) === person.employeeNumber;
  const names = [...addresses, ...userNamesIn(person, system.settings.id)];
  return byNumber || isOneOf(names, user.username) || isOneOf(addresses, user.email);
}

/**
 * Whether it can be told that the account is this person's. A user name and an employee number belong to one person; an
 * e-mail does where nobody else has it (a realm may allow two users with one). Another employee number speaks against
 * it, whatever else agrees.
 */
function isProven(
  system: KeycloakSystem,
  user: KeycloakUser,
  { person, all }: { person: Person; all: readonly KeycloakUser[] },
): boolean {
  const number = numberOf(system, user);
  if (person.employeeNumber !== undefined && number !== undefined) return person.employeeNumber === number;
  if (isOneOf([...addressesOf(person), ...userNamesIn(person, system.settings.id)], user.username)) return true;
  return all.filter(({ email }) => email?.toLowerCase() === user.email?.toLowerCase()).length === 1;
}
