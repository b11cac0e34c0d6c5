import { z } from 'zod';
import type { Person } from '../../domain/people.ts';
import type { Account, Evidence } from '../../domain/revocation.ts';
import type { ConnectorContext, Resolution } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { isListed } from '../planned-action.ts';
import { type OktaUser, roleShape, userShape } from './okta-shapes.ts';
import { type OktaSystem, quoted, saw } from './okta-system.ts';

/**
 * Finds who has the person's address as e-mail or as login. The search sees deactivated users but lags behind; the
 * look-up by login does not lag. Status and names are then read by id, so that nothing comes from the index.
 */
export async function resolve(system: OktaSystem, person: Person, context: ConnectorContext): Promise<Resolution> {
  const { http } = system;
  const evidence: Evidence[] = [];
  const search = `profile.email eq ${quoted(person.email)} or profile.login eq ${quoted(person.email)}`;
  const indexed = await http.list('/api/v1/users', z.array(userShape), context, { query: { search } });
  evidence.push(...indexed.evidence.map((each) => ({ ...each, detail: `${indexed.items.length} found by search` })));
  const byLogin = await http.find(path`/api/v1/users/${person.email}`, userShape, context);
  evidence.push(saw(byLogin, byLogin.data ? `login is ${byLogin.data.id}` : 'no such login'));

  const ids = new Set([...indexed.items, ...(byLogin.data ? [byLogin.data] : [])].map(({ id }) => id));
  const users: OktaUser[] = [];
  for (const id of ids) {
    const reply = await http.find(path`/api/v1/users/${id}`, userShape, context);
    evidence.push(saw(reply, reply.data ? `status ${reply.data.status}` : 'gone'));
    // Okta's `eq` may be looser than equality; a neighbour's account must never come along.
    if (reply.data && belongsTo(reply.data, person.email)) users.push(reply.data);
  }

  const live = users.filter(({ status }) => status !== 'DEPROVISIONED');
  // Earlier, deactivated accounts of the same address are only shown when there is nothing else.
  const meant = live.length > 0 ? live : users;
  if (meant.length === 0) return { status: 'none', evidence };
  const accounts: Account[] = [];
  for (const user of meant) accounts.push(await accountOf(system, user, { context, evidence }));
  return live.length > 1
    ? { status: 'ambiguous', candidates: accounts, evidence }
    : { status: 'found', accounts, evidence };
}

function belongsTo({ profile }: OktaUser, email: string): boolean {
  const wanted = email.toLowerCase();
  return profile.login.toLowerCase() === wanted || profile.email?.toLowerCase() === wanted;
}

interface Reading {
  context: ConnectorContext;
  evidence: Evidence[];
}

async function accountOf(system: OktaSystem, user: OktaUser, reading: Reading): Promise<Account> {
  const { settings } = system;
  const { displayName, firstName, lastName, login } = user.profile;
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return {
    system: settings.id,
    systemLabel: settings.label,
    id: user.id,
    login,
    name: displayName || full || null,
    status: user.status,
    protectedBecause: await protection(system, user, reading),
  };
}

async function protection(system: OktaSystem, user: OktaUser, reading: Reading): Promise<string | null> {
  const { settings, http } = system;
  if (isListed(settings.protected, { id: user.id, login: user.profile.login }))
    return 'it is on the list of protected accounts';
  if (user.status === 'DEPROVISIONED') return null;
  if (settings.auth.method === 'token') {
    const me = await http.find('/api/v1/users/me', userShape, reading.context);
    reading.evidence.push(saw(me, me.data ? `Relais’ token belongs to ${me.data.id}` : 'the token has no user'));
    if (me.data?.id === user.id) return 'Relais’ own API token belongs to it';
  }
  if (!(await isSuperAdmin(system, user.id, reading))) return null;
  for (const other of settings.superAdmins) {
    if (isListed([other], { id: user.id, login: user.profile.login })) continue;
    const reply = await http.find(path`/api/v1/users/${other}`, userShape, reading.context);
    reading.evidence.push(saw(reply, reply.data ? `status ${reply.data.status}` : 'no such user'));
    const stays = reply.data?.status === 'ACTIVE' && reply.data.id !== user.id;
    if (stays && (await isSuperAdmin(system, reply.data?.id ?? '', reading))) return null;
  }
  return 'it is a super administrator, and no other one named in `superAdmins` is active';
}

async function isSuperAdmin({ http }: OktaSystem, id: string, { context, evidence }: Reading): Promise<boolean> {
  const roles = await http.list(path`/api/v1/users/${id}/roles`, z.array(roleShape), context);
  const types = roles.items.map(({ type }) => type).join(', ') || 'none';
  evidence.push(...roles.evidence.map((each) => ({ ...each, detail: `admin roles: ${types}` })));
  return roles.items.some(({ type }) => type === 'SUPER_ADMIN');
}
