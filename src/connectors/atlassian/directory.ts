import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { type DirectoryUser, directoryShape, directoryUserShape } from './atlassian-shapes.ts';
import { type AtlassianSystem, gone, inOrganisation, unproven } from './atlassian-system.ts';

const mostPages = 200;
const links = optional(z.object({ next: optional(z.string()) }));
const pageShape = z.object({ data: z.array(directoryUserShape), links });

/**
 * Users of the organisation by what is asked for: `emails` are compared whole, and nothing at all asks for everybody.
 * By the endpoint that came in place of the deprecated list; we know it from a client that is generated from
 * Atlassian’s own description. `most`: one page of so many is enough.
 */
export async function searchUsers(
  system: AtlassianSystem,
  { most, ...asked }: { emails?: readonly string[]; roleIds?: readonly string[]; most?: number },
  context: ConnectorContext,
): Promise<{ items: DirectoryUser[]; evidence: Evidence[] }> {
  const call = `${inOrganisation(system)}/users/search`;
  const items: DirectoryUser[] = [];
  const evidence: Evidence[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const json = { ...asked, limit: most ?? 100, expand: ['platformRoles'], ...(cursor === null ? {} : { cursor }) };
    const reply = await system.http.send('POST', call, context, { json, changesNothing: true });
    const page = pageShape.safeParse(reply.data);
    if (!page.success)
      throw unproven(
        {
          en: 'Atlassian did not answer with a list of users',
          fr: 'Atlassian n’a pas répondu par une liste d’utilisateurs',
        },
        [reply.evidence],
      );
    evidence.push(reply.evidence);
    items.push(...page.data.data);
    cursor = cursorIn(page.data.links?.next);
    if (cursor === null || (most !== undefined && items.length >= most)) return { items, evidence };
    if (seen.has(cursor)) break;
    seen.add(cursor);
  }
  throw unproven(
    { en: 'Atlassian’s list of users has no end', fr: 'La liste d’utilisateurs d’Atlassian n’a pas de fin' },
    evidence,
  );
}

/** The next page is named by a cursor, or by an address that carries one. */
function cursorIn(next: string | undefined): string | null {
  if (next === undefined || next === '') return null;
  return URL.canParse(next) ? new URL(next).searchParams.get('cursor') : next;
}

/** Every directory of the organisation; there is at least one. */
export async function directoriesOf(system: AtlassianSystem, context: ConnectorContext) {
  const { organisation } = system.settings;
  const call = path`/admin/v2/orgs/${organisation}/directories`;
  const schema = z.object({ data: z.array(directoryShape), links });
  const reply = await system.http.get(call, schema, context);
  const evidence = [saw(reply, `${reply.data.data.length} directories`)];
  if (reply.data.data.length === 0 || cursorIn(reply.data.links?.next) !== null)
    throw unproven(
      { en: 'Atlassian does not tell all directories', fr: 'Atlassian ne dit pas tous les annuaires' },
      evidence,
    );
  return { directories: reply.data.data.map(({ directoryId }) => directoryId), evidence };
}

/** `user` is null when it is proven that the organisation knows nobody of this id any more. */
export interface UserNow {
  user: DirectoryUser | null;
  status: string;
  evidence: readonly Evidence[];
}

const detailsShape = z.object({ data: directoryUserShape });

/** The user by account id. A 404 counts as gone only where somebody else answers by their id. */
export async function readUser(system: AtlassianSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const reply = await system.http.find(userPath(system, id), detailsShape, context);
  if (reply.data === null) {
    const seen = saw(reply, 'no such user');
    return { user: null, status: gone, evidence: [seen, ...(await somebodyElse(system, id, context))] };
  }
  const user = reply.data.data;
  requireSameUser('Atlassian', { asked: id, answered: user.accountId }, [reply.evidence]);
  const status = statusOf(user, [reply.evidence]);
  return { user, status, evidence: [saw(reply, status)] };
}

async function somebodyElse(system: AtlassianSystem, id: string, context: ConnectorContext): Promise<Evidence[]> {
  const { items, evidence } = await searchUsers(system, { most: 5 }, context);
  const other = items.find(({ accountId }) => accountId !== id);
  if (other) {
    const reply = await system.http.find(userPath(system, other.accountId), detailsShape, context);
    const isThere = reply.data?.data.accountId === other.accountId;
    if (isThere) return [...evidence, saw(reply, `control: ${other.accountId} is found`)];
  }
  throw unproven(
    {
      en: 'Atlassian knows nobody else by their id either',
      fr: 'Atlassian ne connaît personne d’autre par son identifiant',
    },
    evidence,
  );
}

export function userPath(system: AtlassianSystem, id: string, directory?: string): string {
  return `${inOrganisation(system, directory)}${path`/users/${id}`}`;
}

export function isManaged({ claimStatus }: DirectoryUser): boolean {
  return claimStatus === 'managed';
}

/** Whether nobody signs in by it any more: a managed account itself, of any other its places in the organisation. */
export function isClosed(user: DirectoryUser): boolean {
  return (
    ['inactive', 'closed'].includes(user.accountStatus ?? '') ||
    (!isManaged(user) && ['suspended', 'no_membership'].includes(user.membershipStatus ?? ''))
  );
}

/** Throws `unproven` where Atlassian does not tell: what is left out is never taken for closed. */
function statusOf(user: DirectoryUser, evidence: readonly Evidence[]): string {
  const { claimStatus, accountStatus, membershipStatus } = user;
  if (claimStatus && accountStatus && membershipStatus) return `${claimStatus}, ${isClosed(user) ? 'closed' : 'open'}`;
  throw unproven(
    { en: 'Atlassian does not tell how the account stands', fr: 'Atlassian ne dit pas l’état du compte' },
    sawAll(evidence, 'its state is not told'),
  );
}

export function accountOf({ settings }: AtlassianSystem, user: DirectoryUser, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.accountId,
    login: user.email ?? user.accountId,
    name: user.name ?? null,
    status: statusOf(user, []),
    protectedBecause: null,
  };
}

export async function accountNow(
  system: AtlassianSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, status, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status }, presence: 'absent', evidence };
  return { account: accountOf(system, user, account.tenant), presence: 'there', evidence };
}
