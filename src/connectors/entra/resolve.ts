import type { Person } from '../../domain/people.ts';
import type { Account, Evidence } from '../../domain/revocation.ts';
import type { ConnectorContext, Resolution } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type DeletedUser, deletedUserShape, type EntraUser, idShape, userFields, userShape } from './entra-shapes.ts';
import { type EntraSystem, listAll, quoted, saw, sawAll } from './entra-system.ts';
import { protectionOf } from './protection.ts';
import { deleted, statusOf } from './user-state.ts';

/**
 * Finds who has the person's address as principal name, as mail, or as an alias; a guest has it as mail alone. What is
 * found is read again by object id. The trash is looked through when nobody else is there.
 */
export async function resolve(system: EntraSystem, person: Person, context: ConnectorContext): Promise<Resolution> {
  const evidence: Evidence[] = [];
  const byName = await system.http.find(path`/users/${person.email}`, idShape, context, { query: { $select: 'id' } });
  evidence.push(saw(byName, byName.data ? `principal name of ${byName.data.id}` : 'no such principal name'));
  const indexed = await withAddress(system, person.email, context);
  evidence.push(...sawAll(indexed.evidence, `${indexed.items.length} with this address`));

  const ids = new Set([...indexed.items, ...(byName.data ? [byName.data] : [])].map(({ id }) => id));
  const users: EntraUser[] = [];
  for (const id of ids) {
    const reply = await system.http.find(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
    evidence.push(saw(reply, reply.data ? statusOf(reply.data) : 'gone'));
    // Graph's comparison may be looser than equality; a neighbour's account must never come along.
    if (reply.data?.id === id && belongsTo(reply.data, person.email)) users.push(reply.data);
  }
  if (users.length === 0) return inTrash(system, person, { context, evidence });

  const accounts: Account[] = [];
  for (const user of users) {
    const protection = await protectionOf(system, { id: user.id, login: user.userPrincipalName }, context);
    evidence.push(...protection.evidence);
    accounts.push(accountOf(system, user, { status: statusOf(user), because: protection.because }));
  }
  return users.length > 1
    ? { status: 'ambiguous', candidates: accounts, evidence }
    : { status: 'found', accounts, evidence };
}

/** The combined filter as an advanced query, which serves it in every tenant: https://learn.microsoft.com/graph/aad-advanced-queries */
function withAddress(system: EntraSystem, email: string, context: ConnectorContext) {
  const filter = [
    `userPrincipalName eq ${quoted(email)}`,
    `mail eq ${quoted(email)}`,
    `proxyAddresses/any(p:p eq ${quoted(`smtp:${email}`)})`,
  ].join(' or ');
  const query = { $filter: filter, $count: true, $select: 'id' };
  const headers = { ConsistencyLevel: 'eventual' };
  return listAll(system, { path: '/users', shape: idShape, query, headers }, context);
}

function belongsTo({ userPrincipalName, mail, proxyAddresses }: EntraUser, email: string): boolean {
  const wanted = email.toLowerCase();
  return (
    [userPrincipalName, mail].some((each) => each?.toLowerCase() === wanted) ||
    (proxyAddresses ?? []).some((each) => each.toLowerCase() === `smtp:${wanted}`)
  );
}

async function inTrash(
  system: EntraSystem,
  person: Person,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence[] },
): Promise<Resolution> {
  const trash = await listAll(
    system,
    {
      path: '/directory/deletedItems/microsoft.graph.user',
      shape: deletedUserShape,
      query: { $select: Object.keys(deletedUserShape.shape).join(',') },
    },
    context,
  );
  const meant = trash.items.filter((user) => wasOf(user, person.email));
  evidence.push(...sawAll(trash.evidence, `${meant.length} in the trash`));
  if (meant.length === 0) return { status: 'none', evidence };
  const accounts: Account[] = [];
  for (const user of meant) {
    const listed = system.settings.protected.includes(user.id);
    const because = listed ? 'it is on the list of protected accounts' : null;
    accounts.push(accountOf(system, user, { status: deleted, because }));
  }
  return { status: 'found', accounts, evidence };
}

/** On deletion Entra puts the object id, without its dashes, before the principal name. */
function wasOf({ id, userPrincipalName, mail }: DeletedUser, email: string): boolean {
  const wanted = email.toLowerCase();
  const name = userPrincipalName?.toLowerCase();
  return [name, mail?.toLowerCase()].includes(wanted) || name === `${id.replaceAll('-', '').toLowerCase()}${wanted}`;
}

function accountOf(
  { settings }: EntraSystem,
  user: DeletedUser,
  { status, because }: { status: string; because: string | null },
): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    id: user.id,
    login: user.userPrincipalName ?? user.id,
    name: user.displayName ?? null,
    status,
    protectedBecause: because,
  };
}
