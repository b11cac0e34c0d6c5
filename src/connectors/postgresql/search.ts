import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { userNameWords } from '../kit/asked-by.ts';
import { saw } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import type { PostgresqlSystem, Role } from './postgresql-system.ts';
import { accountOf } from './role-now.ts';
import { addressesInComment, equalName, isTheirs, rolesBy } from './role-search.ts';

/**
 * Every role that bears an address of the person, or a name that is told of them, and those whose comment names an
 * address. What may be somebody else's as well is for a person to judge.
 */
export async function search(
  system: PostgresqlSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const names = namesOf(system, person);
  const evidence: Evidence[] = [];
  const roles = new Map<string, Role>();
  const searches = [
    ...[...addresses, ...names].map((value) => ({ by: 'name' as const, value })),
    ...addresses.map((value) => ({ by: 'comment' as const, value })),
  ];
  for (const one of searches) {
    const found = await rolesBy(system, one, context);
    // A search may be looser than equality; a neighbour's role must never come along.
    const meant = found.roles.filter((role) => isNamed(role, addresses, names) || mentions(role, addresses));
    evidence.push(saw(found, `by ${one.by}: ${meant.length} found`));
    for (const role of meant) roles.set(role.id, role);
  }
  const all = [...roles.values()];
  const asked = [...addresses, ...names.map(userNameWords)];
  if (all.length === 0) return { status: 'none', asked, evidence };
  const accounts = all.map((role) => accountOf(system, role, tenant));
  const known = { addresses: addresses.map((each) => each.toLowerCase()), names };
  return all.every((role) => isTheirs(system, role, known)) && !sharesName(all)
    ? { status: 'found', accounts, asked, evidence }
    : { status: 'ambiguous', candidates: accounts, asked, evidence };
}

/** Names that were told of the person: in the settings, or by whoever knows people. */
export function namesOf({ settings }: PostgresqlSystem, person: Person): readonly string[] {
  const addresses = addressesOf(person).map((address) => address.toLowerCase());
  const named = Object.entries(settings.roles).flatMap(([address, name]) =>
    addresses.includes(address.toLowerCase()) ? [name] : [],
  );
  return [...new Set([...named, ...userNamesIn(person, settings.id)])];
}

function isNamed({ name }: Role, addresses: readonly string[], names: readonly string[]): boolean {
  return [...addresses, ...names].some((each) => equalName(each, name));
}

function mentions({ comment }: Role, addresses: readonly string[]): boolean {
  const there = addressesInComment(comment);
  return addresses.some((address) => there.includes(address.toLowerCase()));
}

/** PostgreSQL tells `Alex` from `alex`: two roles of one name are not both one person's without somebody's word. */
function sharesName(roles: readonly Role[]): boolean {
  return new Set(roles.map(({ name }) => name.toLowerCase())).size !== roles.length;
}
