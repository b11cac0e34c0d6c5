import type { Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { listedIsFound, usersByAddress, whoseAddress } from '../kit/by-address.ts';
import type { Search } from '../kit/connector-parts.ts';
import { accountOf, everyUser, readUser } from './user-state.ts';
import { wholeList } from './whole-list.ts';
import { listedUserShape, userShape, type ZoomUser } from './zoom-shapes.ts';
import { unproven, type ZoomSystem } from './zoom-system.ts';

/** Everybody who carries an address of the person; whom the list tells are deactivated and invited users too. */
export async function search(
  system: ZoomSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { users, asked, evidence } = await usersByAddress(person, {
    by: (address) => userBy(system, address, context),
    listed: (addresses, known) => listedUsers(system, { addresses, known }, context),
  });
  const accounts = users.map((user) => accountOf(system, user, tenant));
  return accounts.length === 0 ? { status: 'none', asked, evidence } : { status: 'found', accounts, asked, evidence };
}

async function listedUsers(
  system: ZoomSystem,
  { addresses, known }: { addresses: readonly string[]; known: ReadonlySet<string> },
  context: ConnectorContext,
): Promise<{ users: readonly ZoomUser[]; evidence: readonly Evidence[] }> {
  const all = await everyUser(system, context);
  const evidence = [...all.evidence];
  const users: ZoomUser[] = [];
  for (const { id, email } of all.users) {
    if (!addresses.includes(email.toLowerCase()) || (id !== undefined && known.has(id))) continue;
    const { user, evidence: read } =
      id === undefined ? { user: null, evidence: [] } : await readUser(system, id, context);
    evidence.push(...read);
    if (user === null) throw nameless(evidence);
    users.push(user);
  }
  return { users, evidence };
}

/** Zoom takes an address in place of the id. Throws `unproven` when it answers about somebody else. */
export async function userBy({ http }: ZoomSystem, address: string, context: ConnectorContext) {
  return whoseAddress('Zoom', address, await http.find(path`/users/${address}`, userShape, context));
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

export async function control(system: ZoomSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { user, evidence } = await somebody(system, context);
  return listedIsFound('Zoom', { somebody: user, evidence }, (address) => userBy(system, address, context));
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
