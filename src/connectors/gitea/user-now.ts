import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { foundShape, type GiteaUser, userShape } from './gitea-shapes.ts';
import { deleted, type GiteaSystem, type ListOf, unproven, wholeList } from './gitea-system.ts';
import { listsAreTold, ownAdministrator } from './own-user.ts';

/** How a user stands; `user` is null when it is proven that there is none of this id any more. */
export interface UserNow {
  user: GiteaUser | null;
  evidence: readonly Evidence[];
}

/**
 * The user by the id, who may have another name by now, as an administrator sees them. That nobody has the id counts
 * only where the token’s own user is found by its id in the same way, and the token may see who is not public too.
 */
export async function readUser(system: GiteaSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const own = await ownAdministrator(system, context);
  const asked = await byId(system, id, context);
  if (asked.user !== null)
    return { user: asked.user, evidence: [own.evidence, saw(asked, `user ${id}: ${stateOf(asked.user)}`)] };
  const control = await byId(system, own.user.id, context);
  const isFound = control.user?.id === own.user.id;
  const evidence = [
    own.evidence,
    saw(asked, 'no such user'),
    saw(control, `control: ${isFound ? 'found' : 'not found'}`),
  ];
  if (isFound && own.user.id !== id)
    return { user: null, evidence: [...evidence, ...(await listsAreTold(system, context))] };
  throw unproven(
    {
      en: 'Gitea does not find the token’s own user by the id either',
      fr: 'Gitea ne trouve pas non plus l’utilisateur du jeton par son identifiant',
    },
    evidence,
  );
}

/** Whoever has this id, without proof of absence. */
export async function byId({ http }: GiteaSystem, id: string, context: ConnectorContext) {
  const reply = await http.get('/users/search', foundShape, context, { query: { uid: id, limit: 1 } });
  const [first] = reply.data.data;
  if (first !== undefined) requireSameUser('Gitea', { asked: id, answered: first.id }, [reply.evidence]);
  return { user: first ?? null, evidence: reply.evidence };
}

/** Whether sign-in, tokens, Git and the API are refused until an administrator changes that. */
export function isClosed({ prohibit_login }: GiteaUser): boolean {
  return prohibit_login;
}

/** Inactive users get no further than a page either, but may be let in again by a link in a mail. */
export function stateOf(user: GiteaUser): string {
  if (isClosed(user)) return 'prohibited';
  return user.active ? 'active' : 'inactive';
}

export async function accountNow(
  system: GiteaSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status: deleted }, presence: 'absent', evidence };
  return { account: accountOf(system, user, account.tenant), presence: 'there', evidence };
}

export function accountOf({ settings }: GiteaSystem, user: GiteaUser, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.login,
    name: user.full_name || null,
    status: stateOf(user),
    protectedBecause: null,
  };
}

/** How a list is asked for: `user` asks in the user’s own name (`sudo`), and makes sure that Gitea does so. */
interface Asked<Item extends { id: string }> {
  as: 'administrator' | 'password' | 'user';
  at(user: GiteaUser): ListOf<Item>;
}

/** What a user holds of one kind, asked under the name that they have by now; nothing of one who is proven gone. */
export async function listOf<Item extends { id: string }>(
  system: GiteaSystem,
  id: string,
  asked: Asked<Item>,
  context: ConnectorContext,
): Promise<{ user: GiteaUser | null; items: Item[]; evidence: Evidence[] }> {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { user, items: [], evidence: [...evidence] };
  const listed = await listFor(system, { user, ...asked }, context);
  return { user, items: listed.items, evidence: [...evidence, ...listed.evidence] };
}

/**
 * The same of a user who was read just before. A list counts, empty or not, only beside one that cannot be empty: a
 * token that sees only what is public is given the public part of it.
 */
export async function listFor<Item extends { id: string }>(
  system: GiteaSystem,
  { user, as, at }: Asked<Item> & { user: GiteaUser },
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const inTheirName = as === 'user' ? [await sudoIsTheirs(system, user, context)] : [];
  const { path, shape, query } = at(user);
  const list = { path, shape, query: { ...query, ...(as === 'user' && sudo(user)) } };
  const { items, evidence } = await wholeList(as === 'password' ? system.basic : system.http, list, context);
  const told = await listsAreTold(system, context);
  return { items, evidence: [...inTheirName, ...evidence, ...told] };
}

/** An administrator acts in a user’s name by this, also where the user may not sign in. */
export function sudo({ login }: GiteaUser): Readonly<Record<string, string>> {
  return { sudo: login };
}

/** Where the name is not heeded (a proxy may take it away), Gitea answers about Relais’ own account. */
async function sudoIsTheirs(system: GiteaSystem, user: GiteaUser, context: ConnectorContext): Promise<Evidence> {
  const reply = await system.http.get('/user', userShape, context, { query: sudo(user) });
  const evidence = saw(reply, `in the name of ${reply.data.id}`);
  if (reply.data.id === user.id) return evidence;
  throw unproven(
    {
      en: `asked in the name of user ${user.id}, Gitea answers as ${reply.data.id}`,
      fr: `interrogé au nom de l’utilisateur ${user.id}, Gitea répond comme ${reply.data.id}`,
    },
    [evidence],
  );
}
