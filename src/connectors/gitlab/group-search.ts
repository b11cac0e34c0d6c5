import { z } from 'zod';
import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
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
 * somebody else.
 */
export async function searchGroup(
  system: GitlabSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { scope } = system.settings;
  if (scope.of !== 'group') throw new TypeError('the settings name no group');
  const addresses = addressesOf(person).map((address) => address.toLowerCase());
  const configured = Object.entries(scope.logins);
  const names = [
    ...configured.filter(([email]) => addresses.includes(email.toLowerCase())).map(([, name]) => name),
    ...userNamesIn(person, system.settings.id),
  ];
  const evidence: Evidence[] = [];
  const asked = [...addressesOf(person), ...names.flatMap((name) => name ?? [])];
  const accounts = new Map<string, Account>();
  for (const name of names) {
    if (name === null) continue;
    const account = await accountNamed(system, { name, tenant, evidence }, context);
    const { items, evidence: read } = await membershipsOf(system, account.id, context);
    evidence.push(...read);
    const invited = items.length > 0 ? null : await invitedPlaces(system, account.id, context);
    if (invited) evidence.push(...invited.evidence);
    if (items.length > 0 || (invited && invited.items.length > 0)) accounts.set(account.id, account);
  }
  if (names.length > 0) {
    const found = [...accounts.values()];
    return found.length > 0
      ? { status: 'found', accounts: found, asked, evidence }
      : { status: 'none', asked, evidence };
  }
  const all = await everyMember(system, context);
  evidence.push(...sawAll(all.evidence, `${all.members.length} members`));
  const theirs = all.members.filter(({ email }) => email !== undefined && addresses.includes(email.toLowerCase()));
  if (theirs.length > 0)
    return { status: 'found', accounts: theirs.map((each) => memberAccount(system, each, tenant)), asked, evidence };
  const claimed = new Set(
    [...configured.flatMap(([, name]) => name ?? []), ...scope.otherLogins, ...system.settings.protected].map((name) =>
      name.toLowerCase(),
    ),
  );
  const unknown = all.members.filter(
    ({ id, username, email }) =>
      email === undefined && id !== all.ownId && !claimed.has(id) && !claimed.has(username?.toLowerCase() ?? ''),
  );
  if (unknown.length === 0) return { status: 'none', asked, evidence };
  const candidates = unknown.slice(0, mostCandidates).map((each) => memberAccount(system, each, tenant));
  return { status: 'ambiguous', candidates, asked, evidence };
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
      en: `the user name ${name} does not exist; it was changed or deleted: correct logins`,
      fr: `le nom d’utilisateur ${name} n’existe pas ; il a été changé ou supprimé : corrigez logins`,
    },
    { evidence },
  );
}

function memberAccount(system: GitlabSystem, { id, username, name, state }: GitlabMember, tenant: string): Account {
  const user = { id, username: username ?? id, name, state: state ?? 'active', bot: undefined, created_at: undefined };
  return accountOf(system, { ...user, public_email: undefined, email: undefined }, tenant);
}
