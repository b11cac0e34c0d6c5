import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { type GiteaSystem, isLeft } from '../gitea-system.ts';
import { ownRepositories } from '../repositories.ts';

/**
 * Repositories in the person’s own name: nobody else owns them. A person decides which are transferred, archived or
 * left. That none is left is read; of one that stays on purpose, their word counts.
 */
export const repositories: ActionKind<GiteaSystem> = {
  verb: 'repositories',
  named: { en: 'repositories of their own', fr: 'dépôts personnels' },
  provesItself: true,

  async plan({ id, login }, system, context) {
    if (isLeft(system, 'repositories')) return [];
    const { items } = await ownRepositories(system, id, context);
    const names = named(items.map(({ full_name }) => full_name));
    if (names === null) return [];
    const call = byHand(login, names);
    return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { user, items, evidence } = await ownRepositories(system, accountId, context);
    // Of a deleted account Gitea tells no repositories, and what became of them is not told either.
    if (user === null) return { state: 'unreadable', evidence };
    return { state: items.length === 0 ? 'desired' : 'not-desired', evidence };
  },
};

function byHand(login: string, names: string): Localized {
  return {
    en: `These repositories are in the name of ${login} alone: ${names}. Transfer those that are needed to an organisation (Settings, Danger Zone, Transfer Ownership), before the account is ever deleted. Relais reads by itself when none is left there; of those that may stay, write that down.`,
    fr: `Ces dépôts sont au seul nom de ${login} : ${names}. Transférez ceux dont on a besoin vers une organisation (Paramètres, Zone de danger, Transférer la propriété), avant que le compte ne soit un jour supprimé. Relais vérifie lui-même quand il n’y en reste aucun ; pour ceux qui peuvent y rester, notez-le.`,
  };
}
