import type { ActionKind } from '../../action-kind.ts';
import { type GithubSystem, membershipOf, sameAccount } from '../github-system.ts';

/** A membership through an enterprise team survives removal from the organisation; only an enterprise owner can end it. */
export const enterpriseTeams: ActionKind<GithubSystem> = {
  verb: 'enterprise-teams',
  async plan({ login }, system, context) {
    const { membership } = await membershipOf(system, login, context);
    const teams = membership?.enterprise_teams_providing_indirect_membership ?? [];
    if (teams.length === 0 && membership?.direct_membership !== false) return [];
    const call = `Ask an enterprise owner to remove ${login} from the enterprise teams ${teams.join(', ') || 'that give access'}.`;
    return [{ stage: 'disable', call, effect: 'reversible', manual: true }];
  },
  async act({ call }) {
    return { status: 'manual', message: call };
  },
  async readBack({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const { membership, evidence } = await membershipOf(system, accountLogin, context);
    return { state: membership ? 'not-desired' : 'desired', evidence: [identity, evidence] };
  },
};
