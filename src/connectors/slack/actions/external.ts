import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import { channelsOf } from '../channels.ts';
import type { SlackSystem } from '../slack-system.ts';

/**
 * Somebody whose account is another organisation’s (Slack Connect): nobody here can close it, so a person takes them
 * out of the shared channels. As a membership, so that an internal move has it too.
 */
export const external: ActionKind<SlackSystem> = {
  verb: 'external',
  named: { en: 'connections with other organisations', fr: 'connexions avec d’autres organisations' },

  async plan(account, system, context) {
    if (account.status !== 'of another organisation') return [];
    const { items } = await channelsOf(system, account.id, context);
    const call = byHand(account.login, named(items.map(({ id, name }) => name ?? id)));
    // Channels that the token’s user is not in are not told, so none seen is not none.
    const standing = items.length > 0 ? 'open' : 'untold';
    return [{ stage: 'groups', call, effect: 'reversible', manual: true, standing }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { items, evidence } = await channelsOf(system, accountId, context);
    const seen = sawAll(evidence, `${items.length} shared channels are seen`);
    return { state: items.length > 0 ? 'not-desired' : 'unreadable', evidence: seen };
  },
};

function byHand(login: string, names: string | null): Localized {
  return {
    en: `The Slack account ${login} belongs to another organisation, which alone can close it. Remove it from the channels shared with that organisation${names === null ? ' (Relais’ token sees none; private ones may exist)' : `: ${names}`}, or disconnect them.`,
    fr: `Le compte Slack ${login} est celui d’une autre organisation, qui seule peut le fermer. Retirez-le des canaux partagés avec elle${names === null ? ' (le jeton de Relais n’en voit aucun ; il peut y en avoir de privés)' : ` : ${names}`}, ou déconnectez-les.`,
  };
}
