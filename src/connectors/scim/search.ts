import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { employeeNumberWords, userNameWords } from '../kit/asked-by.ts';
import type { Search } from '../kit/connector-parts.ts';
import { everyUser, findsWhoExists, type Lookup } from './lookups.ts';
import type { ScimSettings } from './scim-settings.ts';
import { type ScimUser, userShape } from './scim-shapes.ts';
import { equals, filtered, type ScimSystem } from './scim-system.ts';

/**
 * Looks each address of the person up by every configured attribute, what is told as user name by `userName`, and the
 * employee number as `externalId`: a second account must not be missed.
 * A look-up that does not find who exists finds nobody: then every user is read and compared here.
 */
export async function search(
  system: ScimSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { settings } = system;
  const addresses = addressesOf(person);
  const names = userNamesIn(person, settings.id);
  const asked = [
    ...addresses,
    ...names.map(userNameWords),
    ...(person.employeeNumber ? [employeeNumberWords(person.employeeNumber)] : []),
  ];
  const evidence: Evidence[] = [];
  const users = new Map<string, ScimUser>();
  const take = (found: readonly ScimUser[]) => {
    // Some servers ignore what they do not understand and list everybody; only the person's own may come along.
    for (const user of found) if (belongsTo(user, person, settings)) users.set(user.id, user);
  };
  for (const filter of [
    ...settings.lookups.flatMap((attribute) => addresses.map((value) => equals(attribute, value))),
    ...names.map((name) => equals('userName', name)),
  ]) {
    const answer = await filtered(system, { resources: 'Users', filter, shape: userShape }, context);
    evidence.push(...answer.evidence);
    take(answer.found ?? []);
  }
  if (person.employeeNumber) {
    const filter = equals('externalId', person.employeeNumber);
    const answer = await filtered(system, { resources: 'Users', filter, shape: userShape }, context);
    evidence.push(...answer.evidence);
    take(answer.found ?? []);
  }
  // What proves that nobody is there must be as young as that; who was found may have a second account, which is as
  // good as sure.
  const fresh = users.size === 0;
  const used: { lookup: Lookup; exact: boolean }[] = settings.lookups.map((lookup) => ({ lookup, exact: false }));
  if (names.length > 0 && !settings.lookups.includes('userName')) used.push({ lookup: 'userName', exact: false });
  if (person.employeeNumber) used.push({ lookup: 'externalId', exact: true });
  for (const { lookup, exact } of used) {
    const control = await findsWhoExists(system, { lookup, exact, fresh }, context);
    evidence.push(...control.evidence);
    if (control.finds) continue;
    const all = await everyUser(system, context);
    evidence.push(...all.evidence);
    take(all.users);
    if (users.size === 0 && all.users.length < 2)
      throw new ConnectorError(
        'unproven',
        {
          en: `${lookup} is not looked up as it should be, and the list tells one user`,
          fr: `${lookup} n’est pas recherché comme il le devrait, et la liste donne un utilisateur`,
        },
        {
          evidence,
        },
      );
    break;
  }
  if (users.size === 0) return { status: 'none', asked, evidence };
  const all = [...users.values()];
  // What cannot be told apart may still be one live account beside records of old ones.
  const live = all.filter(({ active }) => active !== false);
  const theirs = isOnePersons(all, person, settings) || live.length === 0 ? all : live;
  const accounts = theirs.map((user) => accountOf(user, settings, tenant));
  return isOnePersons(theirs, person, settings)
    ? { status: 'found', asked, accounts, evidence }
    : { status: 'ambiguous', asked, candidates: accounts, evidence };
}

function namesOf({ userName, emails, externalId }: ScimUser): string[] {
  return [userName, externalId, ...(emails ?? []).map(({ value }) => value)].flatMap(
    (name) => name?.toLowerCase() ?? [],
  );
}

/** Whether any name of the user is the person's. */
export function belongsTo(user: ScimUser, person: Person, settings: Pick<ScimSettings, 'id'>): boolean {
  return ownNamesOf(user, person, settings).length > 0;
}

/**
 * The names of the user that are the person's: addresses, what is told as user name, and the employee number as
 * `externalId`.
 */
function ownNamesOf(user: ScimUser, person: Person, { id }: Pick<ScimSettings, 'id'>): string[] {
  const addresses = addressesOf(person).map((each) => each.toLowerCase());
  const number = person.employeeNumber?.toLowerCase();
  const userName = user.userName?.toLowerCase();
  const isTold = userNamesIn(person, id).some((name) => name.toLowerCase() === userName);
  const own = namesOf(user).filter((name) => addresses.includes(name) || (isTold && name === userName));
  return number !== undefined && user.externalId?.toLowerCase() === number ? [...own, number] : own;
}

/**
 * Several users are one person's when each has a name of theirs that none of the others has: a shared mailbox says
 * nothing about whose it is.
 */
function isOnePersons(users: readonly ScimUser[], person: Person, settings: Pick<ScimSettings, 'id'>): boolean {
  if (users.length === 1) return true;
  const names = users.map((user) => new Set(ownNamesOf(user, person, settings)));
  return names.every((own, at) =>
    [...own].some((name) => names.every((others, index) => index === at || !others.has(name))),
  );
}

export function accountOf(user: ScimUser, settings: ScimSettings, tenant: string): Account {
  const { id, userName, displayName, name } = user;
  const full = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id,
    // Its id stands for a name that is not told: everything that asks by login knows it is not one by that.
    login: userName ?? id,
    name: displayName || name?.formatted || full || null,
    status: statusOf(user),
    protectedBecause: null,
  };
}

/** SCIM has no word for it, only `active`, which a server may leave out. */
export function statusOf({ active }: ScimUser): string {
  if (active === undefined || active === null) return 'unknown';
  return active ? 'active' : 'inactive';
}
