import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { runnerShape } from '../gitlab-shapes.ts';
import { type GitlabSystem, isInstance, isLeft } from '../gitlab-system.ts';
import { listsAreTold } from '../own-user.ts';
import { readFullUser } from '../user-state.ts';
import { wholeList } from '../whole-list.ts';

/**
 * Runners that the person registered: they go on with their own token, perhaps on the person’s own machine. Newer
 * versions tell administrators who made a runner (`created_by`, https://docs.gitlab.com/api/runners/); where none is
 * told of, a person looks. That none of theirs is left is read where makers are told.
 */
export const runners: ActionKind<GitlabSystem> = {
  verb: 'runners',
  named: { en: 'runners', fr: 'runners' },

  async plan(account, system, context) {
    if (!isInstance(system) || isLeft(system, 'runners')) return [];
    const { theirs, isTold, count } = await runnersOf(system, account.id, context);
    const names = named(theirs);
    if (names === null && (isTold || count === 0)) return [];
    const call = byHand(account.login, { names, url: `${system.settings.baseUrl.replace(/\/$/, '')}/admin/runners` });
    const task = { stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' } as const;
    return [names === null ? task : { ...task, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence: ofUser } = await readFullUser(system, accountId, context);
    const { theirs, isTold, count, evidence: listed } = await runnersOf(system, accountId, context);
    const evidence = [...ofUser, ...listed];
    if (theirs.length > 0) return { state: 'not-desired', evidence };
    // GitLab forgets who made a runner once the account is deleted.
    return { state: user !== null && (isTold || count === 0) ? 'desired' : 'unreadable', evidence };
  },
};

async function runnersOf(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await wholeList(system, { path: '/runners/all', shape: z.array(runnerShape) }, context);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return {
    theirs: items.flatMap(({ id, description, created_by }) =>
      created_by?.id === userId ? [description || `#${id}`] : [],
    ),
    isTold: items.some(({ created_by }) => created_by !== undefined),
    count: items.length,
    evidence: [...evidence, ...told],
  };
}

function byHand(login: string, { names, url }: { names: string | null; url: string }): Localized {
  return names === null
    ? {
        en: `This GitLab does not tell who made its runners. On ${url} find those of ${login}: they go on with a token of their own. Remove them, or have somebody who stays register them anew.`,
        fr: `Ce GitLab ne dit pas qui a créé ses runners. Sur ${url}, trouvez ceux de ${login} : ils continuent avec leur propre jeton. Supprimez-les, ou faites-les réenregistrer par quelqu’un qui reste.`,
      }
    : {
        en: `${login} made these runners, which go on with a token of their own, perhaps on a machine of theirs: ${names}. On ${url} remove them; somebody who stays registers anew what is needed. Relais reads by itself when none of theirs is left; of those that may stay, write that down.`,
        fr: `${login} a créé ces runners, qui continuent avec leur propre jeton, peut-être sur une de ses machines : ${names}. Sur ${url}, supprimez-les ; quelqu’un qui reste réenregistre ceux qui sont utiles. Relais vérifie lui-même quand il n’en reste aucun ; pour ceux qui peuvent rester, notez-le.`,
      };
}
