import { z } from 'zod';
import { addressesOf, type Person } from '../../domain/people.ts';
import type { Account, Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { type OktaUser, userShape } from './okta-shapes.ts';
import { type OktaSystem, quoted } from './okta-system.ts';
import { protection } from './protection.ts';

/** Attributes of a profile that hold an address. */
const addressAttributes = ['login', 'email', 'secondEmail'] as const;

/**
 * Finds who has one of the person's addresses as login, e-mail or second e-mail, or their employee number. The search sees deactivated users but
 * lags behind; the look-up by login does not. Status and names are then read by id, so that nothing comes from the index.
 */
export async function search(
  system: OktaSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { http } = system;
  const evidence: Evidence[] = [];
  const ids = new Set<string>();
  const addresses = addressesOf(person);
  for (const address of addresses) {
    const any = addressAttributes.map((attribute) => `profile.${attribute} eq ${quoted(address)}`).join(' or ');
    for (const { id } of await indexed(system, any, { context, evidence })) ids.add(id);
    const byLogin = await http.find(path`/api/v1/users/${address}`, userShape, context);
    evidence.push(saw(byLogin, byLogin.data ? `login is ${byLogin.data.id}` : 'no such login'));
    if (byLogin.data) ids.add(byLogin.data.id);
  }
  if (person.employeeNumber) {
    const byNumber = `profile.employeeNumber eq ${quoted(person.employeeNumber)}`;
    for (const { id } of await indexed(system, byNumber, { context, evidence })) ids.add(id);
  }
  const users: OktaUser[] = [];
  for (const id of ids) {
    const reply = await http.find(path`/api/v1/users/${id}`, userShape, context);
    evidence.push(saw(reply, reply.data ? `status ${reply.data.status}` : 'gone'));
    // Okta's `eq` may be looser than equality; a neighbour's account must never come along.
    if (reply.data?.id === id && belongsTo(reply.data, person)) users.push(reply.data);
  }
  const asked = [...addresses, ...(person.employeeNumber ? [`employee number ${person.employeeNumber}`] : [])];
  const live = users.filter(({ status }) => status !== 'DEPROVISIONED');
  // Earlier, deactivated accounts of the same address are only shown when there is nothing else.
  const meant = live.length > 0 ? live : users;
  if (meant.length === 0) return { status: 'none', asked, evidence };
  const accounts: Account[] = [];
  for (const user of meant) {
    const protectedBecause = await protection(system, user, { context, evidence });
    accounts.push({ ...accountOf(system, user, tenant), protectedBecause });
  }
  // Two that share an address of theirs, where one signs in with somebody else's, cannot be told apart.
  return live.length > 1 && live.some((user) => !signsInAs(user, person))
    ? { status: 'ambiguous', asked, candidates: accounts, evidence }
    : { status: 'found', asked, accounts, evidence };
}

async function indexed(
  { http }: OktaSystem,
  expression: string,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence[] },
): Promise<OktaUser[]> {
  const found = await http.list('/api/v1/users', z.array(userShape), context, { query: { search: expression } });
  evidence.push(...found.evidence.map((each) => ({ ...each, detail: `${found.items.length} found by search` })));
  return found.items;
}

/** That the search finds nobody counts only where it finds somebody who exists, in other capitals too. */
export async function searchControl(system: OktaSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const evidence: Evidence[] = [];
  const some = await system.http.get('/api/v1/users', z.array(userShape), context, { query: { limit: 1 } });
  const [someone] = some.data;
  evidence.push(saw(some, someone ? 'a user to try the search on' : 'no user at all'));
  if (someone) {
    const by = `profile.login eq ${quoted(someone.profile.login.toUpperCase())}`;
    const found = await indexed(system, by, { context, evidence });
    if (found.some(({ id }) => id === someone.id)) return evidence;
  }
  throw new ConnectorError('unproven', 'the search finds nobody, not even somebody who exists', { evidence });
}

function belongsTo({ profile }: OktaUser, person: Person): boolean {
  const wanted = addressesOf(person).map((address) => address.toLowerCase());
  if (addressAttributes.some((attribute) => wanted.includes(profile[attribute]?.toLowerCase() ?? ''))) return true;
  return person.employeeNumber !== undefined && profile.employeeNumber === person.employeeNumber;
}

function signsInAs({ profile: { login, employeeNumber } }: OktaUser, person: Person): boolean {
  if (person.employeeNumber !== undefined && employeeNumber === person.employeeNumber) return true;
  return addressesOf(person).some((address) => address.toLowerCase() === login.toLowerCase());
}

export function accountOf({ settings }: OktaSystem, user: OktaUser, tenant: string): Account {
  const { displayName, firstName, lastName, login } = user.profile;
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login,
    name: displayName || full || null,
    status: user.status,
    protectedBecause: null,
  };
}
