import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { type GiteaSystem, isLeft } from '../gitea-system.ts';
import { membershipsOf } from '../organisations.ts';

/**
 * Organisations that nobody else who can sign in owns: Gitea refuses to take out their last owner. A person names
 * another owner and takes the leaver out. Done is what a read shows: that the person owns none of them any more.
 */
export const ownedOrganisations: ActionKind<GiteaSystem> = {
  verb: 'owned-organisations',
  named: { en: 'organisations that nobody else owns', fr: 'organisations sans autre propriétaire' },
  provesItself: true,

  async plan({ id, login }, system, context) {
    if (isLeft(system, 'organisations')) return [];
    const { items } = await membershipsOf(system, id, context);
    const names = named(items.filter(({ isSoleOwner }) => isSoleOwner).map(({ name }) => name));
    if (names === null) return [];
    const call = byHand(login, names);
    return [{ stage: 'groups', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { items, evidence } = await membershipsOf(system, accountId, context);
    return { state: items.some(({ isOwner }) => isOwner) ? 'not-desired' : 'desired', evidence };
  },
};

function byHand(login: string, names: string): Localized {
  return {
    en: `${login} is the only owner who can sign in of: ${names}. In each, Teams, Owners, add somebody who stays, then remove ${login} from the organisation. Relais reads by itself whether that is done.`,
    fr: `${login} est le seul propriétaire pouvant se connecter de : ${names}. Dans chacune, Équipes, Owners, ajoutez quelqu’un qui reste, puis retirez ${login} de l’organisation. Relais vérifie lui-même que c’est fait.`,
  };
}
