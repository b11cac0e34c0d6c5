import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { teamMembershipShape, teamShape } from '../github-shapes.ts';
import { type GithubSystem, sameAccount, saw } from '../github-system.ts';

/** Team memberships, one action each: an old role's departure takes just these. Removal from the organisation ends them too. */
export const teams: ActionKind<GithubSystem> = {
  verb: 'teams',
  async plan({ login, status }, system, context) {
    const { settings } = system;
    if (settings.leave.includes('teams') || !['owner', 'member'].includes(status)) return [];
    return (await teamsOf(system, login, context)).map(({ slug, name }) => ({
      stage: 'groups',
      target: { id: slug, label: name },
      call: `DELETE ${path`/orgs/${settings.org}/teams/${slug}/memberships/${login}`}`,
      effect: 'reversible',
    }));
  },
  async act(action, system, context) {
    const { accountId, accountLogin } = action;
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const before = await membershipIn(system, targetOf(action).id, { login: accountLogin, context });
    if (!before.member) return { status: 'already', evidence: [identity, before.evidence] };
    const call = path`/orgs/${system.settings.org}/teams/${targetOf(action).id}/memberships/${accountLogin}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [identity, saw(reply, 'not in the team')] };
    return { status: 'accepted', evidence: [identity, saw(reply, 'removed from the team')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const { accountId, accountLogin } = action;
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const { member, evidence } = await membershipIn(system, targetOf(action).id, { login: accountLogin, context });
    return { state: member ? 'not-desired' : 'desired', evidence: [identity, evidence] };
  },
};

/** GitHub's REST API lists no teams by user, so each team is asked; as many at once as the settings allow. */
async function teamsOf(system: GithubSystem, login: string, context: ConnectorContext) {
  const { http, settings } = system;
  const call = path`/orgs/${settings.org}/teams`;
  const all = await http.list(call, z.array(teamShape), context, { query: { per_page: 100 } });
  const memberships = await Promise.all(all.items.map(({ slug }) => membershipIn(system, slug, { login, context })));
  return all.items.filter((_, index) => memberships[index]?.member);
}

async function membershipIn(
  { http, settings }: GithubSystem,
  slug: string,
  { login, context }: { login: string; context: ConnectorContext },
) {
  const call = path`/orgs/${settings.org}/teams/${slug}/memberships/${login}`;
  const reply = await http.find(call, teamMembershipShape, context);
  const detail = reply.data ? `in team ${slug}, ${reply.data.state}` : `not in team ${slug}`;
  return { member: reply.data !== null, evidence: saw(reply, detail) };
}
