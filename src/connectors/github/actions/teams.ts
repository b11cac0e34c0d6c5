import type { PlannedAction } from '../../../domain/revocation.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { loginNow } from '../account-by-id.ts';
import { type GithubSystem, organisationIdOf } from '../github-system.ts';
import { readAbsence } from '../read-absence.ts';
import { membershipCall, membershipIn, requireTeam, teamsOf } from '../teams-of-account.ts';

/** Team memberships, one action each: an old role's departure takes just these. Removal from the organisation ends them too. */
export const teams: ActionKind<GithubSystem> = {
  verb: 'teams',
  async plan(account, system, context) {
    if (system.settings.leave.includes('teams') || !['owner', 'member'].includes(account.status)) return [];
    const organisation = organisationIdOf(system, account.tenant);
    return (await teamsOf(system, account, context)).map(({ id, name }) => ({
      stage: 'groups',
      target: { id, label: name },
      call: `DELETE ${membershipCall({ organisation, team: id, login: account.login })}`,
      effect: 'reversible',
    }));
  },
  async act(action, system, context) {
    const { login, evidence: identity } = await loginNow(system, { id: action.accountId }, context);
    if (login === null) return { status: 'already', evidence: identity };
    const team = teamOf(system, action);
    const before = await membershipIn(system, { ...team, login }, context);
    const evidence = [...identity, before.evidence];
    if (!before.member)
      return { status: 'already', evidence: [...evidence, ...(await requireTeam(system, team, context))] };
    const reply = await system.http.send('DELETE', membershipCall({ ...team, login }), context, { expect: [404] });
    if (reply.status === 404)
      return { status: 'already', evidence: [...evidence, saw(reply, 'not in the team any more')] };
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'removed from the team')],
      readBackAfterSeconds: 0,
    };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async (login) => {
      const team = teamOf(system, action);
      const { member, evidence } = await membershipIn(system, { ...team, login }, context);
      if (member) return { there: true, evidence: [evidence] };
      return { there: false, evidence: [evidence, ...(await requireTeam(system, team, context))] };
    }),
  provesItself: true,
};

function teamOf(system: GithubSystem, action: PlannedAction): { organisation: string; team: string } {
  return { organisation: organisationIdOf(system, action.tenant), team: targetOf(action).id };
}
