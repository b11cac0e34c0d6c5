import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { control } from './control.ts';
import { deletedUserShape, type GoogleUser, userShape } from './google-shapes.ts';
import { type GoogleSystem, myCustomer, status } from './google-system.ts';
import { wholeList } from './whole-list.ts';

/** How a user stands; `user` is null when it was deleted. */
export interface UserNow {
  user: GoogleUser | null;
  /** One of `status`. */
  status: string;
  evidence: readonly Evidence[];
}

/**
 * The user by the immutable id. A 404 counts as deleted where the list of deleted users has the id (Google keeps it for
 * about 20 days), or where that list answers without it and people who exist are found.
 */
export async function readUser(system: GoogleSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const call = path`/admin/directory/v1/users/${id}`;
  const reply = await system.http.find(call, userShape, context, { query: { projection: 'full' } });
  if (reply.data === null) return deletedUser(system, id, { context, evidence: saw(reply, 'no such user') });
  // The same path takes addresses: an answer about somebody else would be about somebody else.
  requireSameUser('Google', { asked: id, answered: reply.data.id }, [reply.evidence]);
  const now = statusOf(reply.data);
  return { user: reply.data, status: now, evidence: [saw(reply, `the account is ${now}`)] };
}

async function deletedUser(
  system: GoogleSystem,
  id: string,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence },
): Promise<UserNow> {
  const { items, evidence: listed } = await deletedUsers(system, context);
  const isListed = items.some((each) => each.id === id);
  const told = [
    evidence,
    ...sawAll(listed, `${isListed ? 'listed' : 'not listed'} among ${items.length} deleted users`),
  ];
  const known = isListed ? [] : await control(system, context);
  return { user: null, status: status.deleted, evidence: [...told, ...known] };
}

/** Everybody who was deleted lately. Whether `query` narrows this list is not documented, so it is read whole. */
export async function deletedUsers(system: GoogleSystem, context: ConnectorContext) {
  const query = { customer: myCustomer, showDeleted: 'true', projection: 'full', maxResults: 500 };
  const list = { path: '/admin/directory/v1/users', name: 'users', item: deletedUserShape, query };
  return wholeList(system.http, list, context);
}

export async function accountNow(
  system: GoogleSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, status: now, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status: now }, presence: 'absent', evidence };
  return { account: accountOf(system, { ...user, status: now }, account.tenant), presence: 'there', evidence };
}

export function accountOf(
  { settings }: GoogleSystem,
  user: Pick<GoogleUser, 'id' | 'primaryEmail' | 'name'> & { status: string },
  tenant: string,
): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.primaryEmail,
    name: user.name?.fullName ?? null,
    status: user.status,
    protectedBecause: null,
  };
}

export function statusOf({ suspended, suspensionReason, archived }: GoogleUser): string {
  if (archived) return status.archived;
  if (!suspended) return status.active;
  return isByAdministrator(suspensionReason) ? status.suspended : status.suspendedByGoogle;
}

/**
 * Whether an administrator suspended the account. Google suspends accounts itself too, after suspicious sign-ins for
 * example; then mail may still arrive (https://support.google.com/a/answer/33312), and some owners lift it themselves
 * at their next sign-in. The values of the reason are not documented; `ADMIN` and `WEB_LOGIN_REQUIRED` are what
 * administrators report, so that any other reason than `ADMIN` counts as Google's own.
 */
function isByAdministrator(reason: string | undefined): boolean {
  return reason === undefined || reason === 'ADMIN';
}
