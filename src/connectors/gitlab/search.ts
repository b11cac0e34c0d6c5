import { z } from 'zod';
import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext, FindContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { userNameWords } from '../kit/asked-by.ts';
import { sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { emailShape, type FullUser, fullUserShape, userShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance, unproven } from './gitlab-system.ts';
import { searchGroup } from './group-search.ts';
import { everyMember } from './group-tree.ts';
import { ownToken } from './own-user.ts';
import { accountOf, readFullUser } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/**
 * Everybody who carries an address of the person, as the first or as a further one, or a user name that is told. GitLab
 * gives each to one account, so several are all the person's.
 */
export async function search(
  system: GitlabSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: FindContext,
): Promise<Search> {
  if (!isInstance(system)) return searchGroup(system, { person, tenant }, context);
  const addresses = addressesOf(person);
  const evidence: Evidence[] = [];
  const users = new Map<string, FullUser>();
  for (const address of addresses) {
    const found = await usersBy(system, address, context);
    evidence.push(...sawAll(found.evidence, `${found.items.length} found by search`));
    for (const user of found.items) {
      if (user.bot === true || users.has(user.id)) continue;
      const carried = await carries(system, { user, addresses }, context);
      evidence.push(...carried.evidence);
      if (carried.isTheirs) users.set(user.id, user);
    }
  }
  const names = userNamesIn(person, system.settings.id);
  for (const name of names) {
    const found = await usersNamed(system, name, context);
    evidence.push(...found.evidence);
    for (const user of found.items) users.set(user.id, user);
  }
  if (names.length > 0 && users.size === 0) evidence.push(...(await nameControl(system, context)));
  const told = { asked: [...addresses, ...names.map(userNameWords)], evidence };
  const accounts = [...users.values()].map((user) => accountOf(system, user, tenant));
  return accounts.length === 0 ? { status: 'none', ...told } : { status: 'found', accounts, ...told };
}

/** A search also finds parts of names; an administrator’s finds every address of a user. */
export function usersBy(system: GitlabSystem, text: string, context: ConnectorContext) {
  return wholeList(system, { path: '/users', shape: z.array(fullUserShape), query: { search: text } }, context);
}

/** The one user of this name, in whatever capitals. */
async function usersNamed(system: GitlabSystem, username: string, context: ConnectorContext) {
  const list = { path: '/users', shape: z.array(fullUserShape), query: { username } };
  const { items, evidence } = await wholeList(system, list, context);
  const named = items.filter((user) => user.username.toLowerCase() === username.toLowerCase());
  return { items: named, evidence: sawAll(evidence, `${named.length} found by user name`) };
}

/** The token’s own user is found by its name, as a leaver would be. */
async function nameControl(system: GitlabSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { userId, evidence } = await ownToken(system, context);
  const own = await readFullUser(system, userId, context);
  const found = own.user && (await usersNamed(system, swappedCase(own.user.username), context));
  const all = [evidence, ...own.evidence, ...(found?.evidence ?? [])];
  if (found?.items.some(({ id }) => id === userId)) return all;
  throw unfound(all);
}

async function carries(
  system: GitlabSystem,
  { user, addresses }: { user: FullUser; addresses: readonly string[] },
  context: ConnectorContext,
): Promise<{ isTheirs: boolean; evidence: readonly Evidence[] }> {
  const isOne = (email: string | undefined) =>
    email !== undefined && addresses.some((address) => address.toLowerCase() === email.toLowerCase());
  if (isOne(user.email)) return { isTheirs: true, evidence: [] };
  const list = { path: path`/users/${user.id}/emails`, shape: z.array(emailShape) };
  const { items, evidence } = await wholeList(system, list, context);
  return {
    isTheirs: items.some(({ email }) => isOne(email)),
    evidence: sawAll(evidence, `${items.length} further addresses`),
  };
}

/**
 * The token’s own user is found by the same kind of query: by its address in other capitals; of a group, by user name
 * and among all members.
 */
export async function control(system: GitlabSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { userId, evidence } = await ownToken(system, context);
  const { seen, evidence: read } = isInstance(system)
    ? await findsByAddress(system, userId, context)
    : await findsInGroup(system, userId, context);
  const all = [evidence, ...sawAll(read, `control: the token’s own user is ${seen ? 'found' : 'not found'}`)];
  if (seen) return all;
  throw unfound(all);
}

function unfound(evidence: readonly Evidence[]) {
  return unproven(
    {
      en: 'GitLab does not find the token’s own user by the same kind of query, so finding nobody proves nothing',
      fr: 'GitLab ne trouve pas l’utilisateur du jeton par une requête du même genre : ne trouver personne ne prouve rien',
    },
    evidence,
  );
}

async function findsByAddress(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const own = await readFullUser(system, userId, context);
  if (own.user === null) return { seen: false, evidence: own.evidence };
  const found = await usersBy(system, swappedCase(own.user.email), context);
  return { seen: found.items.some(({ id }) => id === userId), evidence: [...own.evidence, ...found.evidence] };
}

async function findsInGroup(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { members, evidence } = await everyMember(system, context);
  const username = members.find(({ id }) => id === userId)?.username;
  if (username === undefined) return { seen: false, evidence };
  const reply = await system.http.get('/users', z.array(userShape), context, { query: { username } });
  return { seen: reply.data.some(({ id }) => id === userId), evidence: [...evidence, reply.evidence] };
}
