import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { accountOf, everyUser, readUser } from './user-state.ts';
import { wholeList } from './whole-list.ts';
import { listedUserShape, userShape, type ZoomUser } from './zoom-shapes.ts';
import { unproven, type ZoomSystem } from './zoom-system.ts';

/**
 * Everybody who carries an address of the person: by the address first; of those that are found by none, in the list of all users, deactivated and
 * invited ones included, because nothing says whether the look-up minds capitals.
 */
export async function search(
  system: ZoomSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const evidence: Evidence[] = [];
  const users = new Map<string, ZoomUser>();
  const unknown: string[] = [];
  for (const address of addresses) {
    const found = await userBy(system, address, context);
    evidence.push(found.evidence);
    if (found.user === null) unknown.push(address.toLowerCase());
    else users.set(found.user.id, found.user);
  }
  if (unknown.length > 0) {
    const all = await everyUser(system, context);
    evidence.push(...all.evidence);
    for (const { id, email } of all.users) {
      if (!unknown.includes(email.toLowerCase()) || (id !== undefined && users.has(id))) continue;
      const { user, evidence: read } =
        id === undefined ? { user: null, evidence: [] } : await readUser(system, id, context);
      evidence.push(...read);
      if (user === null) throw nameless(evidence);
      users.set(user.id, user);
    }
  }
  const told = { asked: addresses, evidence };
  const accounts = [...users.values()].map((user) => accountOf(system, user, tenant));
  return accounts.length === 0 ? { status: 'none', ...told } : { status: 'found', accounts, ...told };
}

/** Zoom takes an address in place of the id. Throws `unproven` when it answers about somebody else. */
export async function userBy({ http }: ZoomSystem, address: string, context: ConnectorContext) {
  const reply = await http.find(path`/users/${address}`, userShape, context);
  const user = reply.data;
  if (user !== null && user.email.toLowerCase() !== address.toLowerCase())
    throw unproven(
      {
        en: `asked for one address, Zoom answered about user ${user.id}, who has another`,
        fr: `interrogé sur une adresse, Zoom a répondu sur l’utilisateur ${user.id}, qui en a une autre`,
      },
      [saw(reply, `id ${user.id}`)],
    );
  return { user, evidence: saw(reply, user === null ? 'no such user' : `user ${user.id}`) };
}

/** An invitation has no id before it is accepted: nothing can be done by id, so a person must. */
function nameless(evidence: readonly Evidence[]): ConnectorError {
  return unproven(
    {
      en: 'the person is invited to Zoom and has not accepted yet: withdraw the invitation under Users, Pending, and search again',
      fr: 'la personne est invitée dans Zoom et n’a pas encore accepté : retirez l’invitation sous Utilisateurs, En attente, et cherchez de nouveau',
    },
    evidence,
  );
}

/** Somebody whom the list tells is found by their address, as a leaver would be. */
export async function control(system: ZoomSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { user, evidence } = await somebody(system, context);
  const found = await userBy(system, user.email, context);
  const all = [...evidence, { ...found.evidence, detail: `control: ${found.user ? 'found' : 'not found'}` }];
  if (found.user?.id === user.id) return all;
  throw unproven(
    {
      en: 'Zoom does not find somebody by address whom it lists, so finding nobody proves nothing',
      fr: 'Zoom ne trouve pas par adresse quelqu’un qu’il liste : ne trouver personne ne prouve rien',
    },
    all,
  );
}

/** The id of the account, as its users carry it. */
export async function tenant(system: ZoomSystem, context: ConnectorContext) {
  const { user, evidence } = await somebody(system, context);
  if (user.account_id !== undefined) return { id: user.account_id, evidence };
  throw unproven(
    {
      en: 'Zoom does not tell which account its users belong to',
      fr: 'Zoom ne dit pas à quel compte ses utilisateurs appartiennent',
    },
    evidence,
  );
}

/** The first active user of the list: there is always one, the owner. */
async function somebody(system: ZoomSystem, context: ConnectorContext) {
  const list = { path: '/users', name: 'users', item: listedUserShape, query: { status: 'active' } };
  const { items, evidence } = await wholeList(system, list, context);
  const id = items.find((user) => user.id !== undefined)?.id;
  if (id !== undefined) {
    const { user, evidence: read } = await readUser(system, id, context);
    if (user !== null) return { user, evidence: [...evidence, ...read] };
  }
  throw unproven(
    {
      en: 'Zoom lists no active user, although every account has its owner',
      fr: 'Zoom ne liste aucun utilisateur actif, alors que tout compte a son propriétaire',
    },
    evidence,
  );
}
