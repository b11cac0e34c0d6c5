import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import { addressesOf, type Person, userNamesIn } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { userNameWords } from '../kit/asked-by.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { emailShape, type GiteaUser, namedShape, organisationShape } from './gitea-shapes.ts';
import { type GiteaSystem, unproven, wholeList } from './gitea-system.ts';
import { ownAdministrator } from './own-user.ts';
import { accountOf, byId } from './user-now.ts';

/**
 * Everybody who carries an address of the person, as the first or as a further one, or a user name that is told. Gitea
 * gives each to one account, so several are all the person’s. Whoever has one and is not shown by the number is
 * somebody all the same: `unproven`.
 */
export async function search(
  system: GiteaSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const names = userNamesIn(person, system.settings.id);
  const evidence: Evidence[] = [];
  const users = new Map<string, GiteaUser>();
  const found = [
    ...addresses.map((address) => ({ by: theAddress, ask: () => idsByAddress(system, address, context) })),
    ...names.map((name) => ({ by: theName, ask: () => usersByName(system, name, context) })),
  ];
  for (const { by, ask } of found) {
    const { ids, evidence: read } = await ask();
    evidence.push(...read);
    for (const id of ids) {
      if (users.has(id)) continue;
      const { user, evidence: ofUser } = await byId(system, id, context);
      evidence.push(saw({ evidence: ofUser }, user === null ? 'no user of that id' : `user ${id}`));
      if (user === null) throw hidden(by, id, evidence);
      users.set(id, user);
    }
  }
  if (names.length > 0 && users.size === 0) evidence.push(...(await nameControl(system, context)));
  const told = { asked: [...addresses, ...names.map(userNameWords)], evidence };
  const accounts = [...users.values()].map((user) => accountOf(system, user, tenant));
  return accounts.length === 0 ? { status: 'none', ...told } : { status: 'found', accounts, ...told };
}

const theAddress: Localized = { en: 'the address', fr: 'l’adresse' };
const theName: Localized = { en: 'the user name', fr: 'le nom d’utilisateur' };

function hidden(by: Localized, id: string, evidence: readonly Evidence[]) {
  return unproven(
    {
      en: `${by.en} is that of user ${id}, whom Gitea does not show`,
      fr: `${by.fr} est ${by === theName ? 'celui' : 'celle'} de l’utilisateur ${id}, que Gitea ne montre pas`,
    },
    evidence,
  );
}

/** Gitea finds the text within addresses and names, whatever the capitals: only whole addresses count. */
export async function idsByAddress(system: GiteaSystem, address: string, context: ConnectorContext) {
  const list = { path: '/admin/emails/search', shape: z.array(emailShape), query: { q: address } };
  const { items, evidence } = await wholeList(system.http, list, context);
  const same = items.filter(({ email }) => email.toLowerCase() === address.toLowerCase());
  const ids = [...new Set(same.map(({ user_id }) => user_id))];
  return { ids, evidence: sawAll(evidence, `${ids.length} found by the address`) };
}

/**
 * Whoever has this name, in whatever capitals. Gitea leads from a name that was changed to its account: nothing is
 * concluded from that, because the name was told wrongly.
 */
export async function idsByName(system: GiteaSystem, name: string, context: ConnectorContext) {
  const reply = await system.http.find(path`/users/${name}`, namedShape, context);
  if (reply.data === null) return { ids: [], evidence: [saw(reply, `no user name ${name}`)] };
  const { id, login } = reply.data;
  const evidence = [saw(reply, `${name} is ${login}`)];
  if (login.toLowerCase() === name.toLowerCase()) return { ids: [id], evidence };
  throw unproven(
    {
      en: `the user name ${name} leads to ${login}: it was changed, so correct it`,
      fr: `le nom d’utilisateur ${name} mène à ${login} : il a été changé, corrigez-le`,
    },
    evidence,
  );
}

/** The same without the organisation that may have this name. */
async function usersByName(system: GiteaSystem, name: string, context: ConnectorContext) {
  const { ids, evidence } = await idsByName(system, name, context);
  if (ids.length === 0) return { ids, evidence };
  const reply = await system.http.find(path`/orgs/${name}`, organisationShape, context);
  const organisation = reply.data?.id;
  const words = organisation === undefined ? 'no organisation' : `organisation ${organisation}`;
  return { ids: ids.filter((id) => id !== organisation), evidence: [...evidence, saw(reply, words)] };
}

async function nameControl(system: GiteaSystem, context: ConnectorContext): Promise<Evidence[]> {
  const own = await ownAdministrator(system, context);
  const { ids, evidence } = await idsByName(system, swappedCase(own.user.login), context);
  if (ids.includes(own.user.id)) return [own.evidence, ...evidence];
  throw unfound([own.evidence, ...evidence]);
}

/** The token’s own user is found by the same kind of query: by its address in other capitals, and then by its id. */
export async function control(system: GiteaSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const own = await ownAdministrator(system, context);
  const { email, id } = own.user;
  const found = email === undefined ? null : await idsByAddress(system, swappedCase(email), context);
  const asked = await byId(system, id, context);
  const isFound = found?.ids.includes(id) === true && asked.user !== null;
  const words = `control: the token’s own user is ${isFound ? 'found' : 'not found'}`;
  const evidence = sawAll([own.evidence, ...(found?.evidence ?? []), asked.evidence], words);
  if (isFound) return evidence;
  throw unfound(evidence);
}

function unfound(evidence: readonly Evidence[]) {
  return unproven(
    {
      en: 'Gitea does not find the token’s own user by the same kind of query, so finding nobody proves nothing',
      fr: 'Gitea ne trouve pas l’utilisateur du jeton par une requête du même genre : ne trouver personne ne prouve rien',
    },
    evidence,
  );
}
