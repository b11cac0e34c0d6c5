import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError, type ReadBack } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import { targetOf } from '../../planned-action.ts';
import { type GitlabProject, type GitlabSchedule, projectShape, scheduleShape } from '../gitlab-shapes.ts';
import { deleted, type GitlabSystem, isLeft, unproven } from '../gitlab-system.ts';
import { membershipsOf } from '../memberships.ts';
import { listsAreTold } from '../own-user.ts';
import { isProjectGone, unlessGone } from '../proven-gone.ts';
import { wholeList } from '../whole-list.ts';

/** In so many projects are schedules looked for: each takes a call. */
const mostProjects = 100;

/** So many schedules are a task each. */
const mostAlone = 20;

/**
 * Pipeline schedules that run as the person, and fail once the account is blocked or out of the project: somebody who
 * stays takes each over, which its own project shows. They are looked for in the projects of the person and of the
 * groups that they are in; of projects that could not be looked into, a person looks, and their word counts.
 */
export const schedules: ActionKind<GitlabSystem> = {
  verb: 'schedules',
  named: { en: 'pipeline schedules', fr: 'planifications de pipelines' },

  async plan(account, system, context) {
    if (isLeft(system, 'schedules') || account.status === deleted) return [];
    const { found, unread, isCut } = await schedulesOf(system, account.id, context);
    const task = { stage: 'task', effect: 'reversible', manual: true } as const;
    const each = (found.length > mostAlone ? byProject(found) : found).map(
      ({ project, target, label }): ItemPlan => ({
        ...task,
        target: { id: target, label },
        call: target === project ? manyByHand(account.login, label) : byHand(account.login, label),
        verifiable: true,
      }),
    );
    if (unread.length === 0 && !isCut) return each;
    return [...each, { ...task, call: unseen(account.login, { unread: named(unread), isCut }), standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    const { accountId } = action;
    if (action.target !== null) return whoseNow(action, system, context);
    return unlessGone(system, { userId: accountId, context }, async () => {
      const { evidence } = await schedulesOf(system, accountId, context);
      return { state: 'unreadable', evidence };
    });
  },
};

/** Of many, those of one project are one task, whose target is the project: it stays while some are taken over. */
function byProject(found: readonly Schedule[]): Schedule[] {
  return [...new Set(found.map(({ project }) => project))].map((project) => {
    const all = found.filter((one) => one.project === project);
    return { project, target: project, label: named(all.map(({ label }) => label)) ?? project };
  });
}

/**
 * By its own project, also once the person is no member any more. A schedule that is gone runs as nobody, and so do
 * those of a project that was deleted. One without an owner was of an account that was deleted: somebody has to look.
 */
async function whoseNow(action: PlannedAction, system: GitlabSystem, context: ConnectorContext): Promise<ReadBack> {
  const [project = '', schedule] = targetOf(action).id.split('.');
  const { items, evidence } = await schedulesLeft(system, project, context);
  if (items === null) return { state: 'desired', evidence };
  const asked = items.filter(({ id }) => schedule === undefined || id === schedule);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  const owners = [...new Set(asked.map(({ owner }) => (owner === null ? 'nobody' : (owner?.id ?? 'untold'))))];
  const words = asked.length === 0 ? 'the schedule is not there' : `the schedule runs as ${owners.join(', ')}`;
  const all = [...sawAll(evidence, words), ...told];
  if (asked.some(({ owner }) => owner?.id === action.accountId)) return { state: 'not-desired', evidence: all };
  if (asked.every(({ owner }) => owner !== undefined))
    return { state: asked.some(({ owner }) => owner === null) ? 'unreadable' : 'desired', evidence: all };
  throw unproven(
    {
      en: 'GitLab does not tell as whom the schedule runs',
      fr: 'GitLab ne dit pas au nom de qui s’exécute la planification',
    },
    all,
  );
}

/** Null where the project itself is proven gone. */
async function schedulesLeft(
  system: GitlabSystem,
  project: string,
  context: ConnectorContext,
): Promise<{ items: GitlabSchedule[] | null; evidence: Evidence[] }> {
  try {
    return await schedulesIn(system, project, context);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'not-found') throw error;
    const { gone, evidence } = await isProjectGone(system, project, context);
    if (!gone) throw error;
    return { items: null, evidence: [...error.evidence, ...evidence] };
  }
}

/** All of one project, to their end. */
export function schedulesIn(system: GitlabSystem, project: string, context: ConnectorContext) {
  const list = { path: path`/projects/${project}/pipeline_schedules`, shape: z.array(scheduleShape) };
  return wholeList(system, list, context);
}

interface Schedule {
  project: string;
  /** `<project>.<schedule>`, or the project for all of the person’s in it. */
  target: string;
  label: string;
}

async function schedulesOf(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await membershipsOf(system, userId, context);
  const projects = new Map<string, Pick<GitlabProject, 'id' | 'path_with_namespace'>>();
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
  const found: Schedule[] = [];
  const unread: string[] = [];
  for (const { id, path_with_namespace } of [...projects.values()].slice(0, mostProjects)) {
    try {
      const listed = await schedulesIn(system, id, context);
      all.push(...listed.evidence);
      for (const { id: number, owner, description } of listed.items)
        if (owner?.id === userId)
          found.push({
            project: id,
            target: `${id}.${number}`,
            label: `${path_with_namespace ?? id}: ${description || number}`,
          });
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

function byHand(login: string, schedule: string): Localized {
  return {
    en: `The pipeline schedule ${schedule} runs as ${login} and fails once the account is closed. In the project, Build, Pipeline schedules, have somebody who stays take ownership of it, or delete it. Relais reads by itself whether that is done.`,
    fr: `La planification de pipeline ${schedule} s’exécute au nom de ${login} et échouera une fois le compte fermé. Dans le projet, Compilation, Planifications de pipelines, faites-la reprendre par quelqu’un qui reste, ou supprimez-la. Relais vérifie lui-même que c’est fait.`,
  };
}

function manyByHand(login: string, schedules: string): Localized {
  return {
    en: `These pipeline schedules run as ${login} and fail once the account is closed: ${schedules}. In the project, Build, Pipeline schedules, have somebody who stays take ownership of each, or delete it. Relais reads by itself when none of the project runs as ${login} any more.`,
    fr: `Ces planifications de pipelines s’exécutent au nom de ${login} et échoueront une fois le compte fermé : ${schedules}. Dans le projet, Compilation, Planifications de pipelines, faites reprendre chacune par quelqu’un qui reste, ou supprimez-la. Relais vérifie lui-même quand plus aucune du projet ne s’exécute au nom de ${login}.`,
  };
}

function unseen(login: string, { unread, isCut }: { unread: string | null; isCut: boolean }): Localized {
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
    en: `Pipeline schedules that run as ${login} fail once the account is closed, and not all could be seen.${more.en} In each project, Build, Pipeline schedules, have somebody who stays take ownership.`,
    fr: `Les planifications de pipelines qui s’exécutent au nom de ${login} échoueront une fois le compte fermé, et toutes n’ont pas pu être vues.${more.fr} Dans chaque projet, Compilation, Planifications de pipelines, faites-les reprendre par quelqu’un qui reste.`,
  };
}
