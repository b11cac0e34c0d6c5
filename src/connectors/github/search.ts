import type { Words } from '../../domain/localized.ts';
import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError, type FindContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { employeeNumberWords } from '../kit/asked-by.ts';
import { saw } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { accountById } from './account-by-id.ts';
import { type ConfiguredLogin, configuredLogins } from './github-settings.ts';
import { type GithubUser, userShape } from './github-shapes.ts';
import { type GithubSystem, unproven } from './github-system.ts';
import { accountIdOfInvitation, invitationsTo } from './invited-address.ts';
import { loginsBySaml } from './saml-identities.ts';
import { tokenOwner } from './sight.ts';
import { type Standing, standingOf } from './standing.ts';
import { folded, leadsNowhere, leadsNowhereBeside, sortTold, whatToDo } from './told-logins.ts';
import { loginsByVerifiedAddress } from './verified-addresses.ts';
import { peopleOf } from './whole-list.ts';

/** So many unknown logins are named to the person who must say which; more would not help. */
const mostCandidates = 20;

interface Searching {
  system: GithubSystem;
  tenant: string;
  context: FindContext;
  /** What is read is added. */
  evidence: Evidence[];
  /** For people to read. */
  asked: Words[];
  /** By login in small letters, the ids of accounts that exist and have nothing to do with the organisation. */
  outside: Map<string, string>;
}

/**
 * From addresses to logins by the settings, by SAML and by the addresses that GitHub has verified, with the logins that
 * are told of the person, then from logins to what they are in the organisation. Where none of these knows the person,
 * they have provably no account only when every login of the organisation is known to be somebody else's; nor does a
 * login that was told know them where it leads out of the organisation, unless this departure found it there. A told
 * login that GitHub or the settings show to be somebody else's is planned by nobody's word but the settings'. Neither
 * holds back the accounts that are certain: a person settles them beside these.
 */
export async function search(
  system: GithubSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: FindContext,
): Promise<Search> {
  const searching: Searching = { system, tenant, context, evidence: [], asked: [], outside: new Map() };
  const { asked, evidence } = searching;
  const addresses = addressesOf(person);
  const told = userNamesIn(person, system.settings.id);
  const configured = loginsFor(system, addresses);
  asked.push(...addresses);
  const saml = system.settings.saml ? await bySaml(searching, person) : nobody;
  const verified = system.settings.verifiedAddresses ? await byVerifiedAddress(searching, addresses) : nobody;
  const listed = [...saml.theirs, ...verified.theirs];
  const own = folded([...(configured ?? []), ...listed]);
  const known = {
    ...{ theirs: own, shown: folded([...saml.others, ...verified.others]), isConfigured: configured !== null },
    given: folded(loginsOfOthers(system, addresses)),
  };
  const { plain, shown, given } = await sortTold(told, known, async (login) => (await userOf(searching, login)).id);
  const accounts = await accountsOf(searching, [...(configured ?? []), ...plain, ...listed]);
  if (system.settings.invitations) accounts.push(...(await invited(searching, addresses)));
  const isKnown = (id: string) => context.isKnownThere?.(tenant, id) ?? false;
  const lost = configured?.length === 0 ? [] : lostOf(searching, plain, (id) => own.has(id) || isKnown(id));
  const { otherLogins } = system.settings;
  const hiding = lost.filter((login) => !folded([...own, ...otherLogins]).has(login.toLowerCase()));
  const unsettled = whatToDo(system, { shown, given, lost: hiding }, leadsNowhereBeside);
  const hasKnown = [...searching.outside.values()].some(isKnown);
  // Where those of the departure are gone, what is left of them is asked by their ids, whatever else was told.
  const isLeft = unsettled !== null && hasKnown;
  if (accounts.length > 0 || isLeft) {
    const notTheirs = [...shown, ...given];
    return {
      ...{ status: 'found', accounts, asked, evidence },
      ...(unsettled && { unsettled: { because: unsettled, notTheirs } }),
    };
  }
  const because = whatToDo(system, { shown, given, lost }, leadsNowhere);
  if (because !== null && shown.length + given.length > 0) {
    const candidates = await accountsOf(searching, [...shown, ...given]);
    return { status: 'ambiguous', candidates, because, asked, evidence };
  }
  const isSaid = configured !== null || listed.length > 0 || hasKnown;
  if (isSaid && hiding.length === 0) return { status: 'none', asked, evidence };
  const candidates = await unclaimed(searching, saml.claimed);
  if (candidates.length === 0) return { status: 'none', asked, evidence };
  return {
    ...{ status: 'ambiguous', candidates: candidates.slice(0, mostCandidates), asked, evidence },
    ...(because && { because }),
  };
}

/**
 * Those of the logins that lead out of the organisation, to nobody who `isTheirs`. Who was known by a login in an
 * earlier departure alone may well have left, and it hides nobody.
 */
function lostOf(
  { outside, context }: Searching,
  logins: readonly string[],
  isTheirs: (id: string) => boolean,
): readonly string[] {
  const remembered = folded(context.onlyRemembered ?? []);
  return logins.filter((login) => {
    const id = outside.get(login.toLowerCase());
    return id !== undefined && !isTheirs(id) && !remembered.has(login.toLowerCase());
  });
}

/** Which logins the settings give to others. */
function loginsOfOthers({ settings }: GithubSystem, addresses: readonly string[]): readonly ConfiguredLogin[] {
  const own = new Set(addresses.map((address) => address.toLowerCase()));
  return [...configuredLogins(settings)].flatMap(([address, logins]) => (own.has(address) ? [] : logins));
}

/** Whom a way of looking up knows that is not set. */
const nobody = { theirs: [], others: [], claimed: [] } as const satisfies Record<string, readonly string[]>;

/** What the settings say about the addresses, by whatever case; null when they say nothing. */
function loginsFor({ settings }: GithubSystem, addresses: readonly string[]): readonly ConfiguredLogin[] | null {
  const all = configuredLogins(settings);
  const entries = addresses.flatMap((address) => {
    const entry = all.get(address.toLowerCase());
    return entry ? [entry] : [];
  });
  return entries.length === 0 ? null : entries.flat();
}

async function bySaml({ system, context, evidence, asked }: Searching, person: Person) {
  const names = [...addressesOf(person), ...(person.employeeNumber ? [person.employeeNumber] : [])];
  const told = userNamesIn(person, system.settings.id);
  const found = await loginsBySaml(system, { names, told }, context);
  evidence.push(...found.evidence);
  if (person.employeeNumber) asked.push(employeeNumberWords(person.employeeNumber));
  if (!found.told)
    asked.push({
      en: `no SAML identities are told for ${system.settings.org}: they may be the enterprise’s (name it in enterprise), or the rights to see them are missing`,
      fr: `aucune identité SAML n’est donnée pour ${system.settings.org} : elles peuvent être celles de l’entreprise (nommez-la dans enterprise), ou le droit de les voir manque`,
    });
  return found;
}

async function byVerifiedAddress({ system, context, evidence, asked }: Searching, addresses: readonly string[]) {
  const found = await loginsByVerifiedAddress(system, addresses, context);
  evidence.push(...found.evidence);
  if (!found.told)
    asked.push({
      en: `no verified address is told of any member of ${system.settings.org}: it may have no verified domain, or a plan that hides them`,
      fr: `aucune adresse vérifiée n’est donnée pour les membres de ${system.settings.org} : elle n’a peut-être pas de domaine vérifié, ou une offre qui les cache`,
    });
  return found;
}

/** Those of the logins that have something to do with the organisation, each account once. */
async function accountsOf(searching: Searching, logins: readonly ConfiguredLogin[]): Promise<Account[]> {
  const { system, context, evidence, asked } = searching;
  const accounts = new Map<string, Account>();
  for (const login of new Set(logins)) {
    const user = await userOf(searching, login);
    asked.push(
      typeof login === 'number'
        ? { en: `account ${login} (${user.login})`, fr: `compte ${login} (${user.login})` }
        : user.login,
    );
    if (accounts.has(user.id)) continue;
    const standing = await standingOf(system, user, context);
    evidence.push(...standing.evidence);
    if (standing.status === 'none') searching.outside.set(String(login).toLowerCase(), user.id);
    else accounts.set(user.id, accountAs(searching, user, standing));
  }
  return [...accounts.values()];
}

/** Who the login is; who it was when it was first asked about, if it has been renamed or taken since. */
async function userOf(
  { system: { http, accountOfLogin }, system, context, evidence }: Searching,
  login: ConfiguredLogin,
): Promise<GithubUser> {
  const reply = typeof login === 'number' ? null : await http.find(path`/users/${login}`, userShape, context);
  if (reply) evidence.push(saw(reply, reply.data ? `${login} is account ${reply.data.id}` : `no login ${login}`));
  const known = typeof login === 'number' ? String(login) : accountOfLogin.get(login.toLowerCase());
  if (reply?.data && reply.data.login.toLowerCase() !== String(login).toLowerCase())
    throw new ConnectorError(
      'mismatch',
      {
        en: `GitHub answers with ${reply.data.login} where ${login} was asked for`,
        fr: `GitHub répond ${reply.data.login} quand on lui demande ${login}`,
      },
      {
        evidence,
      },
    );
  if (reply?.data && (known === undefined || known === reply.data.id)) {
    accountOfLogin.set(reply.data.login.toLowerCase(), reply.data.id);
    return reply.data;
  }
  const byId = known === undefined ? null : await accountById(system, known, context);
  if (byId) evidence.push(byId.evidence);
  if (byId?.user) return byId.user;
  const isId = typeof login === 'number';
  const words = {
    en: `${isId ? `account ${login}` : `the login ${login}`} does not exist; it was renamed or deleted: correct the user name, or logins`,
    fr: `${isId ? `le compte ${login}` : `le login ${login}`} n’existe pas ; il a été renommé ou supprimé : corrigez le nom d’utilisateur, ou logins`,
  };
  throw new ConnectorError('mismatch', words, { evidence });
}

function accountAs(
  { system: { settings }, tenant }: Searching,
  { id, login, name }: GithubUser,
  { status, protectedBecause }: Pick<Standing, 'protectedBecause'> & { status: string },
): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id,
    login,
    name: name || null,
    status,
    protectedBecause,
  };
}

async function invited(searching: Searching, addresses: readonly string[]): Promise<readonly Account[]> {
  const { theirs, evidence } = await invitationsTo(searching.system, addresses, searching.context);
  searching.evidence.push(...evidence);
  const byLogin = theirs.flatMap(({ login }) => login ?? []);
  const byAddress = theirs.flatMap(({ id, login, email }) =>
    login || !email
      ? []
      : [
          accountAs(
            searching,
            { id: accountIdOfInvitation(id), login: email, name: null },
            { status: 'invited', protectedBecause: null },
          ),
        ],
  );
  return [...byAddress, ...(await accountsOf(searching, byLogin))];
}

/** Nobody said which login the person has: the ones nobody claims are the candidates. */
async function unclaimed(searching: Searching, claimedBySaml: readonly string[]): Promise<readonly Account[]> {
  const { system, context, evidence } = searching;
  const { settings } = system;
  const mine = await tokenOwner(system, context);
  const claimed = new Set(
    [
      ...[...configuredLogins(settings).values()].flat(),
      ...settings.otherLogins,
      ...settings.protected,
      ...claimedBySaml,
      ...(mine ? [mine.user.login] : []),
    ].map((login) => String(login).toLowerCase()),
  );
  const candidates: Account[] = [];
  for (const [which, status] of [
    ['members', 'member'],
    ['outside collaborators', 'outside collaborator'],
  ] as const) {
    const { items, evidence: read } = await peopleOf(system, which, context);
    evidence.push(...read);
    if (which === 'members' && items.length === 0)
      throw unproven(
        {
          en: `GitHub tells no member of ${settings.org}, and every organisation has one`,
          fr: `GitHub ne donne aucun membre de ${settings.org}, et toute organisation en a un`,
        },
        evidence,
      );
    for (const user of items)
      if (!claimed.has(user.login.toLowerCase()) && !claimed.has(user.id))
        candidates.push(accountAs(searching, user, { status, protectedBecause: null }));
  }
  return candidates;
}
