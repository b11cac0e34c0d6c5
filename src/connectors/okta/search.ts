import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { employeeNumberWords, userNameWords } from '../kit/asked-by.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { numberControl } from './control.ts';
import type { OktaSettings } from './okta-settings.ts';
import { type OktaUser, userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { usersBy } from './user-search.ts';
import { accountOf, nameOf } from './user-status.ts';

/**
 * Everybody who carries an address of the person as login, e-mail or second e-mail, a login that is told, or the
 * person's employee number. The search sees deactivated users but lags; the look-up by login does not lag. Status and
 * names are then read by id, so that nothing comes from the index.
 */
export async function search(
  system: OktaSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { http, settings } = system;
  const { employeeNumber } = person;
  const addresses = addressesOf(person);
  const names = userNamesIn(person, settings.id);
  const asked = [
    ...addresses,
    ...names.map(userNameWords),
    ...(employeeNumber === undefined ? [] : [employeeNumberWords(employeeNumber)]),
  ];
  const evidence: Evidence[] = [];
  const ids = new Set<string>();
  const searches = [
    ...[...addresses, ...names].map((address) => ({ address })),
    ...(employeeNumber === undefined ? [] : [{ employeeNumber }]),
  ];
  for (const by of searches) {
    const indexed = await usersBy(system, by, context);
    evidence.push(...sawAll(indexed.evidence, `${indexed.items.length} found by search`));
    for (const { id } of indexed.items) ids.add(id);
  }
  for (const login of [...addresses, ...names]) {
    const byLogin = await http.find(path`/api/v1/users/${login}`, userShape, context);
    evidence.push(saw(byLogin, byLogin.data ? `login is ${byLogin.data.id}` : 'no such login'));
    if (byLogin.data) ids.add(byLogin.data.id);
  }

  const users: OktaUser[] = [];
  for (const id of ids) {
    const reply = await http.find(path`/api/v1/users/${id}`, userShape, context);
    evidence.push(saw(reply, reply.data ? `status ${reply.data.status}` : 'gone'));
    // Okta's `eq` may be looser than equality; a neighbour's account must never come along.
    if (reply.data?.id === id && carries(reply.data, person, settings)) users.push(reply.data);
  }

  const live = users.filter(({ status }) => status !== 'DEPROVISIONED');
  // Earlier, deactivated accounts of somebody else who had the address are only shown when there is nothing else.
  const meant =
    live.length === 0
      ? users
      : users.filter((user) => live.includes(user) || isProven(user, { person, all: users }, settings));
  if (meant.length === 0) {
    if (employeeNumber !== undefined) evidence.push(...(await numberControl(system, context)));
    return { status: 'none', asked, evidence };
  }
  const accounts = meant.map((user) => accountOf(system, user, tenant));
  return live.every((user) => isProven(user, { person, all: users }, settings))
    ? { status: 'found', accounts, asked, evidence }
    : { status: 'ambiguous', candidates: accounts, asked, evidence };
}

function isOneOf(addresses: readonly string[], value: string | undefined): boolean {
  return value !== undefined && addresses.some((address) => address.toLowerCase() === value.toLowerCase());
}

function carries({ profile }: OktaUser, person: Person, { id }: Pick<OktaSettings, 'id'>): boolean {
  const addresses = addressesOf(person);
  const byNumber = person.employeeNumber !== undefined && profile.employeeNumber === person.employeeNumber;
  if (isOneOf(userNamesIn(person, id), profile.login)) return true;
  return byNumber || [profile.login, profile.email, profile.secondEmail].some((each) => isOneOf(addresses, each));
}

/**
 * Whether it can be told that the account is this person's. A login and an employee number belong to one person; an
 * address may be shared, and then the name has to be theirs. Another employee number speaks against it, whatever else
 * agrees.
 */
function isProven(
  user: OktaUser,
  { person, all }: { person: Person; all: readonly OktaUser[] },
  { id }: Pick<OktaSettings, 'id'>,
): boolean {
  const { login, employeeNumber } = user.profile;
  if (person.employeeNumber !== undefined && employeeNumber !== undefined)
    return person.employeeNumber === employeeNumber;
  if (isOneOf([...addressesOf(person), ...userNamesIn(person, id)], login)) return true;
  return all.length === 1 || sameWords(nameOf(user), person.name);
}

function sameWords(a: string | null, b: string): boolean {
  const folded = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase()
      .trim();
  return a !== null && folded(a) === folded(b);
}
