import type { ActionKind } from '../../action-kind.ts';
import { type GithubSystem, membershipOf } from '../github-system.ts';
import { invitationOf } from '../invited-address.ts';
import { readAbsence } from '../read-absence.ts';

/**
 * A membership through an enterprise team survives removal from the organisation; only an enterprise owner can end it.
 * Its stage is that of the removal, because the person is in until both are done: it rings as an open account, tokens
 * are called again once it is proven, and an internal move, which keeps the membership, leaves it out. What a person
 * does holds nothing back: see `waitsUntil`.
 */
export const enterpriseTeams: ActionKind<GithubSystem> = {
  verb: 'enterprise-teams',
  named: { en: 'enterprise teams', fr: 'équipes de l’entreprise' },
  async plan(account, system, context) {
    if (invitationOf(account) !== null) return [];
    const { membership } = await membershipOf(system, account.login, context);
    const teams = membership?.enterprise_teams_providing_indirect_membership ?? [];
    if (teams.length === 0 && membership?.direct_membership !== false) return [];
    const names = teams.join(', ');
    const call = {
      en: `Ask an enterprise owner to remove ${account.login} from the enterprise teams ${names || 'that give access'}. Relais reads by itself whether that is done.`,
      fr: `Demandez à un propriétaire de l’entreprise GitHub de retirer ${account.login} des équipes ${names || 'qui donnent cet accès'}. Relais vérifie lui-même que c’est fait.`,
    };
    return [{ stage: 'disable', call, effect: 'reversible', manual: true, verifiable: true }];
  },
  async act({ call }) {
    return { status: 'manual', message: call };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async (login) => {
      const { membership, evidence } = await membershipOf(system, login, context);
      if (membership) return { there: true, evidence: [evidence] };
      return { there: false, evidence: [evidence] };
    }),
  provesItself: true,
};
