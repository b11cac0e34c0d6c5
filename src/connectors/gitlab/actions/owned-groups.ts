import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { type GitlabSystem, isLeft, ownerLevel } from '../gitlab-system.ts';
import { membershipsOf } from '../memberships.ts';

/**
 * Groups that nobody else owns: GitLab lets their owner not be taken out. A person names another owner and takes the
 * leaver out; where everything ends, the next look finds the membership and Relais takes it away itself. Done is what a
 * read shows: that the person owns none of them.
 */
export const ownedGroups: ActionKind<GitlabSystem> = {
  verb: 'owned-groups',
  named: { en: 'groups that nobody else owns', fr: 'groupes sans autre propriétaire' },

  async plan(account, system, context) {
    if (isLeft(system, 'memberships')) return [];
    const { names } = await ownedAlone(system, account.id, context);
    if (names === null) return [];
    const call = byHand(account.login, names);
    return [{ stage: 'groups', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { items, evidence } = await membershipsOf(system, accountId, context);
    const owned = items.filter(
      ({ id, level, isTop }) => id.startsWith('group-') && !isTop && (level ?? ownerLevel) >= ownerLevel,
    );
    return { state: owned.length === 0 ? 'desired' : 'not-desired', evidence };
  },
};

async function ownedAlone(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { items } = await membershipsOf(system, userId, context);
  const alone = items.filter(({ isTop, isSoleOwner }) => isSoleOwner && !isTop);
  return { names: named(alone.map(({ name }) => name)) };
}

function byHand(login: string, names: string): Localized {
  return {
    en: `${login} is the only owner of: ${names}. In each, Manage, Members, make somebody who stays an Owner, and take ${login} out. Relais reads by itself whether that is done.`,
    fr: `${login} est seul propriétaire de : ${names}. Dans chacun, Gestion, Membres, nommez Owner quelqu’un qui reste, et retirez ${login}. Relais vérifie lui-même que c’est fait.`,
  };
}
