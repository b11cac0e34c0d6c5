import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import { type GitlabSystem, isInstance, isLeft } from '../gitlab-system.ts';
import { invitedPlaces } from '../memberships.ts';

/**
 * What the person reaches below the top-level group by another group that was invited there. Only whoever keeps that
 * other group, or the place, can end it. By way of the top-level group itself it is the account that stays open:
 * `disable`. An instance blocks the account, wherever it is in.
 */
export const invitations: ActionKind<GitlabSystem> = {
  verb: 'invitations',
  named: { en: 'groups that were invited', fr: 'groupes invités' },

  async plan(account, system, context) {
    if (isInstance(system) || isLeft(system, 'memberships')) return [];
    const { names } = await invitedBelow(system, account.id, context);
    if (names === null) return [];
    const call = byHand(account.login, names);
    return [{ stage: 'groups', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { names, evidence } = await invitedBelow(system, accountId, context);
    return { state: names === null ? 'desired' : 'not-desired', evidence };
  },
};

async function invitedBelow(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await invitedPlaces(system, userId, context);
  const names = named(items.filter(({ isTop }) => !isTop).map(({ name }) => name));
  return { names, evidence: sawAll(evidence, `by invited groups in: ${names ?? 'none'}`) };
}

function byHand(login: string, names: string): Localized {
  return {
    en: `In GitLab, ${login} is in these by way of another group that was invited to them: ${names}. Take ${login} out of that group, or end the invitation. Relais reads by itself whether that is done.`,
    fr: `Dans GitLab, ${login} est dans ceux-ci par un autre groupe qui y a été invité : ${names}. Retirez ${login} de ce groupe, ou mettez fin à l’invitation. Relais vérifie lui-même que c’est fait.`,
  };
}
