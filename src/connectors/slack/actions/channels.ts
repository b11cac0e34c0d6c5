import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { channelsOf } from '../channels.ts';
import { type SlackSystem, unproven } from '../slack-system.ts';

/**
 * Private channels that a member (guests make none) has made: whoever makes one manages it, and Slack tells a
 * workspace’s token of no other manager. A person names another one before the account is closed. What was done cannot
 * be read: the maker stays its maker.
 */
export const channels: ActionKind<SlackSystem> = {
  verb: 'channels',
  named: { en: 'channels', fr: 'canaux' },

  async plan(account, system, context) {
    if (system.settings.leave.includes('channels') || account.status !== 'member') return [];
    const { items, evidence } = await channelsOf(system, account.id, context);
    if (items.length === 0)
      throw unproven(
        {
          en: 'Slack shows no channel of a member, and every member is in the general one',
          fr: 'Slack ne montre aucun canal d’un membre, et tout membre est dans le canal général',
        },
        evidence,
      );
    const names = named(
      items.flatMap(({ id, name, creator, is_private }) =>
        creator === account.id && is_private ? [`#${name ?? id}`] : [],
      ),
    );
    if (names === null) return [];
    return [
      { stage: 'task', call: byHand(account.login, names), effect: 'reversible', manual: true, standing: 'untold' },
    ];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    const { evidence } = await channelsOf(system, action.accountId, context);
    return { state: 'unreadable', evidence };
  },
};

function byHand(login: string, names: string): Localized {
  return {
    en: `${login} made these private channels, and nobody else may manage them: ${names}. Open each, “About”, “Managed by”, and name somebody who stays. Archive those that nobody needs.`,
    fr: `${login} a créé ces canaux privés, que personne d’autre ne gère peut-être : ${names}. Ouvrez chacun, « À propos », « Géré par », et nommez quelqu’un qui reste. Archivez ceux dont personne n’a besoin.`,
  };
}
