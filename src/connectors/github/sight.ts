import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { type GithubUser, userShape } from './github-shapes.ts';
import { type GithubSystem, membershipOf, unproven } from './github-system.ts';

/** Whose token it is; null for an App, whose tokens belong to nobody. */
export async function tokenOwner(
  { http, settings }: GithubSystem,
  context: ConnectorContext,
): Promise<{ user: GithubUser; evidence: Evidence } | null> {
  if (settings.auth.method !== 'token') return null;
  try {
    const reply = await http.get('/user', userShape, context);
    return { user: reply.data, evidence: saw(reply, `Relais’ token belongs to ${reply.data.login}`) };
  } catch (error) {
    // An installation token has no user: GitHub answers 403.
    if (error instanceof ConnectorError && error.kind === 'unauthorised' && error.evidence[0]?.http === 403)
      return null;
    throw error;
  }
}

/**
 * Proves that nothing is hidden: GitHub shows whoever does not belong to an organisation its public members and no error, and whoever does
 * not own it no secret teams. Memberships are answered to members only, and to Apps with the right to read members: so one that is answered
 * is the proof. https://docs.github.com/rest/orgs/members
 */
export async function sightOf(system: GithubSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { http, settings } = system;
  const owner = await tokenOwner(system, context);
  if (owner) {
    const { membership, evidence } = await membershipOf(system, owner.user.login, context);
    if (membership?.state === 'active' && membership.role === 'admin') return [owner.evidence, evidence];
    throw unproven(
      `Relais’ token belongs to ${owner.user.login}, who does not own ${settings.org}: GitHub may hide members and teams`,
      [owner.evidence, evidence],
    );
  }
  const call = path`/orgs/${settings.org}/members`;
  const members = await http.get(call, z.array(userShape), context, { query: { per_page: 1 } });
  const [somebody] = members.data;
  if (!somebody)
    throw unproven(`GitHub tells no member of ${settings.org}, and every organisation has one`, [
      saw(members, 'no members'),
    ]);
  const { membership, evidence } = await membershipOf(system, somebody.login, context);
  if (membership) return [evidence];
  throw unproven(`GitHub lists ${somebody.login} in ${settings.org} and tells no membership`, [evidence]);
}
