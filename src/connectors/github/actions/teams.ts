import type { PlannedAction } from '../../../domain/systems/action.ts';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { alreadyGone } from '../above.ts';
import { loginNow } from '../account-by-id.ts';
import { type GithubSystem, organisationIdOf } from '../github-system.ts';
import { readAbsence } from '../read-absence.ts';
import { membershipCall, membershipIn, requireTeam, sizeOf, teamsOf } from '../teams-of-account.ts';

/**
 * Team memberships, one action each: an old role's departure takes just these. Removal from the organisation ends them
 * too.
 */
export const teams: ActionKind<GithubSystem> = {
  verb: 'teams',
  named: { en: 'teams', fr: 'équipes' },
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
    if (login === null) return alreadyGone(system, { action, evidence: identity }, context);
    const team = teamOf(system, action);
    const before = await membershipIn(system, { ...team, login }, context);
    const evidence = [...identity, before.evidence];
    if (!before.member) {
      const { proven, evidence: above } = await requireTeam(system, team, context);
      evidence.push(...above);
      return proven ? { status: 'already', evidence } : alreadyGone(system, { action, evidence }, context);
    }
    const sizeBefore = await sizeOf(system, team, context);
    const reply = await system.http.send('DELETE', membershipCall({ ...team, login }), context, { expect: [404] });
    evidence.push(saw(reply, reply.status === 404 ? 'not in the team any more' : 'removed from the team'));
    if (reply.status === 404) return alreadyGone(system, { action, evidence }, context);
    const sizeAfter = await sizeOf(system, team, context);
    if (sizeAfter === 0 && sizeBefore !== null && sizeBefore > 2)
      throw new ConnectorError(
        'rejected',
        {
          en: `the team ${targetOf(action).label} had ${sizeBefore} members and has none now`,
          fr: `l’équipe ${targetOf(action).label} avait ${sizeBefore} membres et n’en a plus aucun`,
        },
        { evidence },
      );
    return { status: 'accepted', evidence, readBackAfterSeconds: 0 };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async (login) => {
      const team = teamOf(system, action);
      const { member, evidence } = await membershipIn(system, { ...team, login }, context);
      if (member) return { there: true, evidence: [evidence] };
      const { proven, evidence: above } = await requireTeam(system, team, context);
      return { there: false, proven, evidence: [evidence, ...above] };
    }),
  provesItself: true,
};

function teamOf(system: GithubSystem, action: PlannedAction): { organisation: string; team: string } {
  return { organisation: organisationIdOf(system, action.tenant), team: targetOf(action).id };
}
