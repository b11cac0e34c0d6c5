import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError, type FindContext } from '../../engine/ports/connector.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { type GitlabMember, userShape } from './gitlab-shapes.ts';
import type { GitlabSystem } from './gitlab-system.ts';
import { everyMember } from './group-tree.ts';
import { invitedPlaces, membershipsOf } from './memberships.ts';
import { accountOf } from './user-state.ts';

/** So many unknown members are named to the person who must say which; more would not help. */
const mostCandidates = 20;

/**
 * Whose user name is whose is told by the settings, and by GitLab about enterprise users. Where neither knows the
 * person, they provably have none only where every member of the group, its subgroups and projects is known to be
 * somebody else. A user name that was told and leads out of the group does not know them either, unless theirs was in
 * it before.
 */
export async function searchGroup(
  system: GitlabSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: FindContext,
): Promise<Search> {
  const { scope } = system.settings;
  if (scope.of !== 'group') throw new TypeError('the settings name no group');
  const addresses = addressesOf(person).map((address) => address.toLowerCase());
  const configured = Object.entries(scope.logins);
  const ofSettings = configured.filter(([email]) => addresses.includes(email.toLowerCase())).map(([, name]) => name);
  const told = toldNames(userNamesIn(person, system.settings.id), {
    own: ofSettings,
    given: configured.flatMap(([email, name]) => (addresses.includes(email.toLowerCase()) ? [] : name)),
  });
  const names = [...ofSettings, ...told.plain];
  const evidence: Evidence[] = [];
  const asked = [...addressesOf(person), ...names.flatMap((name) => name ?? [])];
  const accounts = new Map<string, Account>();
  /** By user name in small letters, the ids of accounts that have nothing to do with the group. */
  const outside = new Map<string, string>();
  for (const name of names) {
    if (name === null) continue;
    const account = await accountNamed(system, { name, tenant, evidence }, context);
    const { items, evidence: read } = await membershipsOf(system, account.id, context);
    evidence.push(...read);
    const invited = items.length > 0 ? null : await invitedPlaces(system, account.id, context);
    if (invited) evidence.push(...invited.evidence);
    if (items.length > 0 || (invited && invited.items.length > 0)) accounts.set(account.id, account);
    else outside.set(name.toLowerCase(), account.id);
  }
  const isKnown = (id: string) => context.isKnownThere?.(tenant, id) ?? false;
  const own = folded([...ofSettings, ...(context.onlyRemembered ?? [])]);
  // Whoever is known to have none has none under other names either.
  const isNobody = ofSettings.length > 0 && ofSettings.every((name) => name === null);
  const lost = told.plain.filter((name) => {
    const id = outside.get(name.toLowerCase());
    return id !== undefined && !isNobody && !own.has(name.toLowerCase()) && !isKnown(id);
  });
  const hiding = lost.filter((name) => !folded(scope.otherLogins).has(name.toLowerCase()));
  const { id } = system.settings;
  const beside = whatToDo([
    [told.given, givenElsewhere(id, told.given)],
    [hiding, leadsNowhereBeside(id, hiding)],
  ]);
  const unsettled = beside && { unsettled: { because: beside, notTheirs: told.given } };
  const hasKnown = [...outside.values()].some(isKnown);
  // Where those of the departure are gone, what is left of them is asked by their ids, whatever else was told.
  if (accounts.size > 0 || (unsettled && hasKnown))
    return { status: 'found', accounts: [...accounts.values()], asked, evidence, ...unsettled };
  if ((ofSettings.length > 0 || hasKnown) && !unsettled) return { status: 'none', asked, evidence };
  const all = await everyMember(system, context);
  evidence.push(...sawAll(all.evidence, `${all.members.length} members`));
  const theirs = all.members.filter(({ email }) => email !== undefined && addresses.includes(email.toLowerCase()));
  if (theirs.length > 0)
    return {
      ...{ status: 'found', accounts: theirs.map((each) => memberAccount(system, each, tenant)), asked, evidence },
      ...unsettled,
    };
  const claimed = new Set(
    [...configured.flatMap(([, name]) => name ?? []), ...scope.otherLogins, ...system.settings.protected].map((name) =>
      name.toLowerCase(),
    ),
  );
  const unknown = all.members.filter(
    ({ id, username, email }) =>
      email === undefined && id !== all.ownId && !claimed.has(id) && !claimed.has(username?.toLowerCase() ?? ''),
  );
  const because = whatToDo([
    [told.given, givenElsewhere(id, told.given)],
    [lost, leadsNowhere(id, lost)],
  ]);
  const disputed = all.members.filter(({ username }) => folded(told.given).has(username?.toLowerCase() ?? ''));
  if (unknown.length === 0 && told.given.length === 0) return { status: 'none', asked, evidence };
  const candidates = [...disputed, ...unknown].slice(0, mostCandidates);
  return {
    ...{ status: 'ambiguous', candidates: candidates.map((each) => memberAccount(system, each, tenant)) },
    ...{ asked, evidence, ...(because && { because }) },
  };
}

function folded(names: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => name?.toLowerCase() ?? []));
}

/**
 * The told names that the settings give to nobody else, and those that they do. Where they say besides which one the
 * person has, they have settled whose these are.
 */
function toldNames(
  told: readonly string[],
  { own, given }: { own: readonly (string | null)[]; given: readonly (string | null)[] },
): { plain: readonly string[]; given: readonly string[] } {
  const isElsewhere = (name: string) => folded(given).has(name.toLowerCase()) && !folded(own).has(name.toLowerCase());
  return {
    plain: told.filter((name) => !isElsewhere(name)),
    given: own.length > 0 ? [] : told.filter(isElsewhere),
  };
}

/** The words about those names of which there are any; null where there are none. */
function whatToDo(about: readonly (readonly [names: readonly string[], words: Localized])[]): Localized | null {
  const all = about.flatMap(([names, words]) => (names.length > 0 ? [words] : []));
  if (all.length === 0) return null;
  return { en: all.map(({ en }) => en).join(' '), fr: all.map(({ fr }) => fr).join(' ') };
}

/** What to do about user names that the settings give to somebody else. */
function givenElsewhere(id: string, told: readonly string[]): Localized {
  const named = told.join(', ');
  return {
    en: `Under logins of ${id}, relais.yaml gives ${named} to another person. Correct the user name; or write there which one is this person’s, null for none.`,
    fr: `Sous logins de ${id}, relais.yaml attribue ${named} à une autre personne. Corrigez le nom d’utilisateur ; ou indiquez-y lequel est à cette personne, null si aucun.`,
  };
}

/** What to do about user names that exist and have nothing to do with the group. */
function leadsNowhere(id: string, told: readonly string[]): Localized {
  const named = told.join(', ');
  return {
    en: `The user name ${named} leads to nobody in the group, which does not show that the person has no account there. Correct it; or write under logins of ${id} in relais.yaml which one is theirs, null for none.`,
    fr: `Le nom d’utilisateur ${named} ne mène à personne dans le groupe, ce qui ne prouve pas l’absence de compte. Corrigez-le ; ou indiquez sous logins de ${id} dans relais.yaml lequel est le sien, null si aucun.`,
  };
}

/** The same where other accounts of the person are certain. */
function leadsNowhereBeside(id: string, told: readonly string[]): Localized {
  const named = told.join(', ');
  return {
    en: `The user name ${named} leads to nobody in the group, and may hide one more account of the person there. Correct it; or write the right one under logins of ${id} in relais.yaml, and ${named} under otherLogins.`,
    fr: `Le nom d’utilisateur ${named} ne mène à personne dans le groupe, et cache peut-être un autre compte de la personne. Corrigez-le ; ou indiquez le bon sous logins de ${id} dans relais.yaml, et ${named} sous otherLogins.`,
  };
}

async function accountNamed(
  system: GitlabSystem,
  { name, tenant, evidence }: { name: string; tenant: string; evidence: Evidence[] },
  context: ConnectorContext,
): Promise<Account> {
  const reply = await system.http.get('/users', z.array(userShape), context, { query: { username: name } });
  const user = reply.data.find(({ username }) => username.toLowerCase() === name.toLowerCase());
  evidence.push(saw(reply, user ? `${name} is user ${user.id}` : `no user name ${name}`));
  if (user) return accountOf(system, user, tenant);
  throw new ConnectorError(
    'mismatch',
    {
      en: `the user name ${name} does not exist; it was changed or deleted: correct the user name, or logins`,
      fr: `le nom d’utilisateur ${name} n’existe pas ; il a été changé ou supprimé : corrigez-le, ou logins`,
    },
    { evidence },
  );
}

function memberAccount(system: GitlabSystem, { id, username, name, state }: GitlabMember, tenant: string): Account {
  const user = { id, username: username ?? id, name, state: state ?? 'active', bot: undefined, created_at: undefined };
  return accountOf(system, { ...user, public_email: undefined, email: undefined }, tenant);
}
