import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { employeeNumberWords } from '../kit/asked-by.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { numberControl } from './control.ts';
import { type GoogleUser, userShape } from './google-shapes.ts';
import { type GoogleSystem, status } from './google-system.ts';
import { usersBy } from './user-search.ts';
import { accountOf, deletedUsers, statusOf } from './user-state.ts';

/** A user as the search knows it, deleted or not. */
type Candidate = Pick<
  GoogleUser,
  'id' | 'primaryEmail' | 'aliases' | 'nonEditableAliases' | 'emails' | 'externalIds' | 'name'
> & { recoveryEmail?: string | undefined; status: string };

/**
 * Everybody who carries an address of the person as primary address, as alias or among their other addresses, or the
 * person's employee number; suspended and archived users too, and those who were deleted lately. The look-up by address
 * knows aliases; the search knows all of them.
 */
export async function search(
  system: GoogleSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { employeeNumber } = person;
  const addresses = addressesOf(person);
  const asked = [...addresses, ...(employeeNumber === undefined ? [] : [employeeNumberWords(employeeNumber)])];
  const evidence: Evidence[] = [];
  const users = new Map<string, GoogleUser>();
  for (const address of addresses) {
    const key = path`/admin/directory/v1/users/${address}`;
    const byKey = await system.http.find(key, userShape, context, { query: { projection: 'full' } });
    evidence.push(saw(byKey, byKey.data ? `the address is ${byKey.data.id}’s` : 'no such address'));
    if (byKey.data) users.set(byKey.data.id, byKey.data);
  }
  const searches = [
    ...addresses.map((address) => ({ address })),
    ...(employeeNumber === undefined ? [] : [{ employeeNumber }]),
  ];
  for (const by of searches) {
    const found = await usersBy(system, by, context);
    evidence.push(...sawAll(found.evidence, `${found.items.length} found by search`));
    for (const user of found.items) users.set(user.id, user);
  }
  const deleted = await deletedUsers(system, context);
  evidence.push(...sawAll(deleted.evidence, `${deleted.items.length} deleted users`));

  const live = [...users.values()]
    .map((user): Candidate => ({ ...user, status: statusOf(user) }))
    .filter((user) => carries(user, person));
  // Earlier, deleted accounts are only shown when there is nothing else: their address may have had another owner.
  const gone = deleted.items
    .map((user): Candidate => ({ ...user, status: status.deleted }))
    .filter((user) => owns(user, person));
  const meant = live.length > 0 ? live : gone;
  if (meant.length === 0) {
    if (employeeNumber !== undefined) evidence.push(...(await numberControl(system, context)));
    return { status: 'none', asked, evidence };
  }
  const accounts = meant.map((user) => accountOf(system, user, tenant));
  return live.every((user) => isProven(user, person))
    ? { status: 'found', accounts, asked, evidence }
    : { status: 'ambiguous', candidates: accounts, asked, evidence };
}

function isOneOf(addresses: readonly string[], value: string | undefined): boolean {
  return value !== undefined && addresses.some((address) => address.toLowerCase() === value.toLowerCase());
}

/** Addresses that Google gives to one user alone. */
function owns({ primaryEmail, aliases = [], nonEditableAliases = [] }: Candidate, person: Person): boolean {
  const addresses = addressesOf(person);
  return [primaryEmail, ...aliases, ...nonEditableAliases].some((each) => isOneOf(addresses, each));
}

function numbersOf({ externalIds = [] }: Candidate): string[] {
  return externalIds.flatMap(({ value, type }) => (type === 'organization' && value !== undefined ? [value] : []));
}

function carries(user: Candidate, person: Person): boolean {
  const addresses = addressesOf(person);
  const { emails = [], recoveryEmail } = user;
  const others = [...emails.map(({ address }) => address), recoveryEmail];
  const byNumber = person.employeeNumber !== undefined && numbersOf(user).includes(person.employeeNumber);
  return byNumber || owns(user, person) || others.some((each) => isOneOf(addresses, each));
}

/**
 * Whether it can be told that the account is this person's. A primary address, an alias and an employee number belong
 * to one user; any other address may have been typed by anybody, and then the name has to be theirs. Another employee
 * number speaks against it, whatever else agrees.
 */
function isProven(user: Candidate, person: Person): boolean {
  const numbers = numbersOf(user);
  if (person.employeeNumber !== undefined && numbers.length > 0) return numbers.includes(person.employeeNumber);
  return owns(user, person) || sameWords(user.name?.fullName ?? '', person.name);
}

function sameWords(a: string, b: string): boolean {
  const folded = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase()
      .trim();
  return folded(a) === folded(b);
}
