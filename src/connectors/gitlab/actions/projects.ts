import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { named } from '../../kit/named.ts';
import { projectShape } from '../gitlab-shapes.ts';
import { deleted, type GitlabSystem, isInstance, isLeft } from '../gitlab-system.ts';
import { listsAreTold } from '../own-user.ts';
import { unlessGone } from '../proven-gone.ts';
import { wholeList } from '../whole-list.ts';

/**
 * Projects in the person’s own namespace: nobody else owns them. A person decides which are transferred, archived or
 * left. That none is left is read; of one that stays on purpose, their word counts.
 */
export const projects: ActionKind<GitlabSystem> = {
  verb: 'projects',
  named: { en: 'projects of their own', fr: 'projets personnels' },

  async plan(account, system, context) {
    if (!isInstance(system) || isLeft(system, 'projects') || account.status === deleted) return [];
    const { items } = await projectsOf(system, account.id, context);
    const names = named(items.map(({ id, path_with_namespace }) => path_with_namespace ?? id));
    if (names === null) return [];
    const call = byHand(account.login, names);
    return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    return unlessGone(system, { userId: accountId, context }, async () => {
      const { items, evidence } = await projectsOf(system, accountId, context);
      return { state: items.length === 0 ? 'desired' : 'not-desired', evidence };
    });
  },
};

async function projectsOf(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const list = { path: path`/users/${userId}/projects`, shape: z.array(projectShape), query: { simple: true } };
  const { items, evidence } = await wholeList(system, list, context);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return { items, evidence: [...evidence, ...told] };
}

function byHand(login: string, names: string): Localized {
  return {
    en: `These projects are in the namespace of ${login} alone: ${names}. Transfer those that are needed to a group (Settings, General, Advanced), before the account is ever deleted with them. Relais reads by itself when none is left there, as long as the account exists; of those that may stay, and once it is deleted, write down what became of them.`,
    fr: `Ces projets sont dans le seul espace de noms de ${login} : ${names}. Transférez ceux dont on a besoin vers un groupe (Paramètres, Général, Avancé), avant que le compte ne soit un jour supprimé avec eux. Relais vérifie lui-même quand il n’y en reste aucun, tant que le compte existe ; pour ceux qui peuvent y rester, et une fois le compte supprimé, notez ce qu’ils sont devenus.`,
  };
}
