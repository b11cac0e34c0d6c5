import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { named } from '../../kit/named.ts';
import { type GitlabProject, projectShape, scheduleShape } from '../gitlab-shapes.ts';
import { deleted, type GitlabSystem, isLeft } from '../gitlab-system.ts';
import { membershipsOf } from '../memberships.ts';
import { listsAreTold } from '../own-user.ts';
import { wholeList } from '../whole-list.ts';

/** In so many projects are schedules looked for: each takes a call. */
const mostProjects = 100;

/**
 * Pipeline schedules that run as the person, and fail once the account is blocked or out of the project: somebody who
 * stays takes them over. They are looked for in the projects of the person and of the groups that they are in.
 */
export const schedules: ActionKind<GitlabSystem> = {
  verb: 'schedules',
  named: { en: 'pipeline schedules', fr: 'planifications de pipelines' },

  async plan(account, system, context) {
    if (isLeft(system, 'schedules') || account.status === deleted) return [];
    const { found, unread, isCut } = await schedulesOf(system, account.id, context);
    const names = named(found);
    if (names === null && unread.length === 0 && !isCut) return [];
    const call = byHand(account.login, { names, unread: named(unread), isCut });
    return [{ stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { evidence } = await schedulesOf(system, accountId, context);
    return { state: 'unreadable', evidence };
  },
};

async function schedulesOf(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await membershipsOf(system, userId, context);
  const projects = new Map<string, GitlabProject>();
  const all: Evidence[] = [...evidence];
  for (const { id, name } of items) {
    const number = id.slice(id.indexOf('-') + 1);
    if (id.startsWith('project-')) projects.set(number, { id: number, path_with_namespace: name });
    else {
      const query = { with_shared: false, include_subgroups: true, simple: true };
      const list = { path: path`/groups/${number}/projects`, shape: z.array(projectShape), query };
      const held = await wholeList(system, list, context);
      all.push(...held.evidence);
      for (const project of held.items) projects.set(project.id, project);
    }
  }
  const found: string[] = [];
  const unread: string[] = [];
  for (const { id, path_with_namespace } of [...projects.values()].slice(0, mostProjects)) {
    const list = { path: path`/projects/${id}/pipeline_schedules`, shape: z.array(scheduleShape) };
    try {
      const listed = await wholeList(system, list, context);
      all.push(...listed.evidence);
      for (const { id: number, owner, description } of listed.items)
        if (owner?.id === userId) found.push(`${path_with_namespace ?? id}: ${description || number}`);
    } catch (error) {
      // So GitLab answers where a project has no pipelines at all, and where they may not be read: a person looks.
      if (!(error instanceof ConnectorError) || !['unauthorised', 'not-found'].includes(error.kind)) throw error;
      all.push(...error.evidence);
      unread.push(path_with_namespace ?? id);
    }
  }
  if (found.length === 0) all.push(...(await listsAreTold(system, context)));
  return { found, unread, isCut: projects.size > mostProjects, evidence: all };
}

function byHand(
  login: string,
  { names, unread, isCut }: { names: string | null; unread: string | null; isCut: boolean },
): Localized {
  const more = {
    en: [
      ...(unread === null ? [] : [` Those of these projects could not be read: ${unread}.`]),
      ...(isCut ? [` Relais looked into ${mostProjects} projects; there are more, so look there too.`] : []),
    ].join(''),
    fr: [
      ...(unread === null ? [] : [` Celles de ces projets n’ont pas pu être lues : ${unread}.`]),
      ...(isCut ? [` Relais a regardé ${mostProjects} projets ; il y en a d’autres : regardez-y aussi.`] : []),
    ].join(''),
  };
  return {
    en: `Pipeline schedules run as ${login} and fail once the account is closed: ${names ?? 'none was seen'}. In each project, Build, Pipeline schedules, have somebody who stays take ownership.${more.en}`,
    fr: `Des planifications de pipelines s’exécutent au nom de ${login} et échoueront une fois le compte fermé : ${names ?? 'aucune n’a été vue'}. Dans chaque projet, Compilation, Planifications de pipelines, faites-les reprendre par quelqu’un qui reste.${more.fr}`,
  };
}
