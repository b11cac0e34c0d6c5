import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type GithubUser, userShape } from './github-shapes.ts';
import { type GithubSystem, membershipOf, unproven } from './github-system.ts';
import { peopleOf } from './whole-list.ts';

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
    // An installation token has no user, and GitHub says so; any other refusal tells nothing about whose token it is.
    if (error instanceof ConnectorError && /not accessible by integration/i.test(error.message)) return null;
    throw error;
  }
}

/**
 * Proves that nothing is hidden: GitHub shows whoever does not belong to an organisation its public members and no
 * error, and whoever does not own it no secret teams. Memberships are answered to members only, and to Apps with the
 * right to read members: so one that is answered is the proof, together with a list of owners that holds whom it must.
 * https://docs.github.com/rest/orgs/members
 */
export async function sightOf(system: GithubSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { org } = system.settings;
  const owner = await tokenOwner(system, context);
  const members = await peopleOf(system, 'owners', context);
  const somebody = owner?.user ?? members.items[0];
  if (!somebody)
    throw unproven(
      {
        en: `GitHub tells no owner of ${org}, and every organisation has one`,
        fr: `GitHub ne donne aucun propriétaire de ${org}, et toute organisation en a un`,
      },
      members.evidence,
    );
  const { membership, evidence } = await membershipOf(system, somebody.login, context);
  const all = [...(owner ? [owner.evidence] : []), ...members.evidence, evidence];
  if (owner && (membership?.state !== 'active' || membership.role !== 'admin'))
    throw unproven(
      {
        en: `Relais’ token belongs to ${somebody.login}, who does not own ${org}: GitHub may hide members and teams`,
        fr: `le jeton de Relais appartient à ${somebody.login}, qui n’est pas propriétaire de ${org} : GitHub peut cacher des membres et des équipes`,
      },
      all,
    );
  if (!membership || !members.items.some(({ id }) => id === somebody.id))
    throw unproven(
      {
        en: `GitHub tells of ${somebody.login} in ${org} in one place and not in the other`,
        fr: `GitHub donne ${somebody.login} dans ${org} à un endroit et pas à l’autre`,
      },
      all,
    );
  return all;
}
