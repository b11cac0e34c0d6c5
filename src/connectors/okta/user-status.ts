import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { control } from './control.ts';
import { type OktaUser, userShape } from './okta-shapes.ts';
import { deleted, type OktaSystem, quoted } from './okta-system.ts';
import { wholeList } from './whole-list.ts';

/** How a user stands; `user` is null when it is proven that there is none of this id any more. */
export interface UserNow {
  user: OktaUser | null;
  /** Okta's word, or `DELETED`. */
  status: string;
  evidence: readonly Evidence[];
}

/**
 * The user as the directory has it now, by id: never from the search index, which lags. A 404 counts as gone only where
 * the search, which finds others, does not know the id either.
 */
export async function readUser(system: OktaSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const reply = await system.http.find(path`/api/v1/users/${id}`, userShape, context);
  if (reply.data === null) return provenGone(system, id, { context, evidence: saw(reply, 'no such user') });
  // `/users/{id}` also takes a login: an answer about somebody else would be about somebody else.
  requireSameUser('Okta', { asked: id, answered: reply.data.id }, [reply.evidence]);
  const { status, transitioningToStatus } = reply.data;
  const detail = `status ${status}${transitioningToStatus ? `, becoming ${transitioningToStatus}` : ''}`;
  return { user: reply.data, status, evidence: [saw(reply, detail)] };
}

async function provenGone(
  system: OktaSystem,
  id: string,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence },
): Promise<UserNow> {
  const query = { search: `id eq ${quoted(id)}` };
  const list = { path: '/api/v1/users', shape: z.array(userShape), query, limited: true };
  const indexed = await wholeList(system, list, context);
  const all = [evidence, ...sawAll(indexed.evidence, `${indexed.items.length} found by the id`)];
  if (indexed.items.length > 0)
    throw new ConnectorError(
      'unproven',
      { en: `${id} is answered with 404, and found by the search`, fr: `${id} reçoit 404, et la recherche le trouve` },
      { evidence: all },
    );
  return { user: null, status: deleted, evidence: [...all, ...(await control(system, context))] };
}

export async function accountNow(system: OktaSystem, account: Account, context: ConnectorContext): Promise<AccountNow> {
  const { user, status, evidence } = await readUser(system, account.id, context);
  if (user === null) return { account: { ...account, status }, presence: 'absent', evidence };
  return { account: accountOf(system, user, account.tenant), presence: 'there', evidence };
}

export function accountOf({ settings }: OktaSystem, user: OktaUser, tenant: string): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.profile.login,
    name: nameOf(user),
    status: user.status,
    protectedBecause: null,
  };
}

export function nameOf({ profile: { displayName, firstName, lastName } }: OktaUser): string | null {
  return displayName || [firstName, lastName].filter(Boolean).join(' ') || null;
}
