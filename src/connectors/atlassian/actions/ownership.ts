import { z } from 'zod';
import { inBoth, type Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { noHeirWords } from '../../kit/heir-words.ts';
import type { OwnedKind } from '../../kit/owned-list.ts';
import { targetOf } from '../../planned-action.ts';
import type { Leavable } from '../atlassian-settings.ts';
import { type Owned, ownedShape } from '../atlassian-shapes.ts';
import { type AtlassianSystem, gone, isLeft, unproven } from '../atlassian-system.ts';
import { heirOf, nobody, requireOpenHeir } from '../heir.ts';
import { jiraList, jiraPath } from '../jira.ts';

/** One kind of thing at Jira that has an owner, and how it gets another. */
interface Ownership {
  verb: Leavable & ('filters' | 'dashboards' | 'projects');
  named: Localized;
  /** What stands before its name: `filter`. */
  noun: Localized;
  list(accountId: string): { below: string; query: Readonly<Record<string, string | number | boolean>> };
  one(id: string): { below: string; query?: Readonly<Record<string, string | boolean>> };
  change(id: string, heir: string): { below: string; json: object };
  ownerOf(item: Owned): string | undefined;
  where: Localized;
}

/**
 * Whatever the person owns passes to an heir, one action each; an administrator of Jira changes it, and reads it again
 * by its id.
 */
function ownershipKind(kind: Ownership): ActionKind<AtlassianSystem> {
  async function owner(action: PlannedAction, system: AtlassianSystem, context: ConnectorContext) {
    const [id = '', heir = nobody] = targetOf(action).id.split('.');
    const { below, query } = kind.one(id);
    const reply = await system.jira.find(jiraPath(below), ownedShape, context, query ? { query } : {});
    const now = reply.data && kind.ownerOf(reply.data);
    // What was deleted has no owner; what Jira does not tell is not taken for somebody else's.
    if (reply.data !== null && (reply.data.id !== id || now === undefined))
      throw unproven(
        {
          en: `Jira does not tell whose ${kind.noun.en} ${id} is`,
          fr: `Jira ne dit pas à qui est ${kind.noun.fr} ${id}`,
        },
        [reply.evidence],
      );
    const isPassed = now !== null && (heir === nobody ? now !== action.accountId : now === heir);
    const evidence = [saw(reply, `owner ${now ?? 'none'}`)];
    const isTheirs = now === action.accountId;
    return { id, heir, isThere: reply.data !== null, isTheirs, isPassed, evidence };
  }

  return {
    verb: kind.verb,
    named: kind.named,

    async plan(account, system, context) {
      if (account.status === gone || isLeft(system, kind.verb)) return [];
      const { items, own } = await ownOf(kind, { system, accountId: account.id }, context);
      if (items.length === 0) await requireSome(kind, system, context);
      if (own.length === 0) return [];
      const heir = await heirOf(system, account.id, context);
      return own.map((item): ItemPlan => {
        const name = item.key ?? item.name ?? item.id;
        const what = { en: `${kind.noun.en} ${name}`, fr: `${kind.noun.fr} ${name}` };
        if (heir === null) {
          const call = byHand(what, { where: kind.where, why: noHeirWords(context) });
          const target = { id: `${item.id}.${nobody}`, label: what };
          return { stage: 'data', target, call, effect: 'reversible', manual: true, verifiable: true };
        }
        const { below, json } = kind.change(item.id, heir.id);
        const label = { en: `${what.en} to ${heir.name}`, fr: `${what.fr} à ${heir.name}` };
        const call = `PUT ${jiraPath(below)} ${JSON.stringify(json)}`;
        return { stage: 'data', target: { id: `${item.id}.${heir.id}`, label }, call, effect: 'reversible' };
      });
    },

    async act(action, system, context) {
      const before = await owner(action, system, context);
      if (before.isPassed) return { status: 'already', evidence: before.evidence };
      if (!before.isThere)
        throw new ConnectorError(
          'not-found',
          { en: `there is no such ${kind.noun.en} any more`, fr: `${kind.noun.fr} n’existe plus` },
          { evidence: before.evidence },
        );
      if (!before.isTheirs)
        throw new ConnectorError(
          'rejected',
          {
            en: 'it belongs to somebody else already; waive this where that was right',
            fr: 'il appartient déjà à quelqu’un d’autre ; dérogez-y si c’était voulu',
          },
          { evidence: before.evidence },
        );
      const ofHeir = await requireOpenHeir(system, before.heir, context);
      const { below, json } = kind.change(before.id, before.heir);
      const reply = await system.jira.send('PUT', jiraPath(below), context, { json });
      const evidence = [...before.evidence, ...ofHeir, saw(reply, 'change accepted')];
      return { status: 'accepted', evidence, readBackAfterSeconds: 0 };
    },

    async readBack(action, system, context) {
      const { isPassed, evidence } = await owner(action, system, context);
      return { state: isPassed ? 'desired' : 'not-desired', evidence };
    },
  };
}

async function ownOf(
  kind: Ownership,
  { system, accountId }: { system: AtlassianSystem; accountId: string },
  context: ConnectorContext,
): Promise<{ items: readonly Owned[]; own: readonly Owned[] }> {
  const { items } = await jiraList(system, { ...kind.list(accountId), item: ownedShape }, context);
  if (items.some((item) => kind.ownerOf(item) === undefined))
    throw unproven({ en: 'Jira does not tell owners', fr: 'Jira ne dit pas les propriétaires' }, []);
  return { items, own: items.filter((item) => kind.ownerOf(item) === accountId) };
}

/** That Jira finds nothing of the person counts only where it finds something of anybody. */
async function requireSome(kind: Ownership, system: AtlassianSystem, context: ConnectorContext): Promise<void> {
  const { below, query } = kind.list('');
  const { accountId: _, ...everybody } = query;
  const reply = await system.jira.get(jiraPath(below), z.object({ values: z.array(z.unknown()) }), context, {
    query: { ...everybody, maxResults: 1 },
  });
  if (reply.data.values.length > 0) return;
  throw unproven(
    {
      en: `Jira shows no ${kind.noun.en} of anybody; where there is none, set leave: [${kind.verb}]`,
      fr: `Jira ne montre aucun ${kind.noun.fr} de personne ; s’il n’y en a pas, mettez leave: [${kind.verb}]`,
    },
    [reply.evidence],
  );
}

const filtersOwned: Ownership = {
  verb: 'filters',
  named: { en: 'filters', fr: 'filtres' },
  noun: { en: 'filter', fr: 'filtre' },
  // Also those that are shared with nobody: an administrator of Jira may ask for these.
  list: (accountId) => ({
    below: '/filter/search',
    query: { accountId, expand: 'owner', overrideSharePermissions: true },
  }),
  one: (id) => ({ below: path`/filter/${id}`, query: { overrideSharePermissions: true } }),
  change: (id, accountId) => ({ below: `${path`/filter/${id}`}/owner`, json: { accountId } }),
  ownerOf: ({ owner }) => owner?.accountId,
  where: { en: 'Settings, System, Shared items, Filters', fr: 'Paramètres, Système, Éléments partagés, Filtres' },
};

/** Dashboards that are shared: Jira shows a private one to nobody but its owner. */
const dashboardsOwned: Ownership = {
  verb: 'dashboards',
  named: { en: 'dashboards', fr: 'tableaux de bord' },
  noun: { en: 'dashboard', fr: 'tableau de bord' },
  list: (accountId) => ({ below: '/dashboard/search', query: { accountId, expand: 'owner' } }),
  one: (id) => ({ below: path`/dashboard/${id}` }),
  change: (id, newOwner) => ({
    below: '/dashboard/bulk/edit',
    json: {
      action: 'changeOwner',
      entityIds: [Number(id)],
      changeOwnerDetails: { newOwner, autofixName: true },
      extendAdminPermissions: true,
    },
  }),
  ownerOf: ({ owner }) => owner?.accountId,
  where: {
    en: 'Settings, System, Shared items, Dashboards',
    fr: 'Paramètres, Système, Éléments partagés, Tableaux de bord',
  },
};

const projectsOwned: Ownership = {
  verb: 'projects',
  named: { en: 'projects that they lead', fr: 'projets dirigés' },
  noun: { en: 'project', fr: 'projet' },
  list: () => ({ below: '/project/search', query: { expand: 'lead' } }),
  one: (id) => ({ below: path`/project/${id}` }),
  change: (id, leadAccountId) => ({ below: path`/project/${id}`, json: { leadAccountId } }),
  ownerOf: ({ lead }) => lead?.accountId,
  where: { en: 'Project settings, Details', fr: 'Paramètres du projet, Détails' },
};

export const filters = ownershipKind(filtersOwned);
export const dashboards = ownershipKind(dashboardsOwned);
export const projects = ownershipKind(projectsOwned);

/** The same things by their names, as a walk suggests them; what the settings leave alone is not read. */
export const owned: readonly OwnedKind<AtlassianSystem>[] = [projectsOwned, dashboardsOwned, filtersOwned].map(
  (kind) => ({
    named: kind.named,
    async read(system, account, context) {
      if (account.status === gone || isLeft(system, kind.verb)) return [];
      const { own } = await ownOf(kind, { system, accountId: account.id }, context);
      return own.map(({ id, key, name }) =>
        inBoth(kind.noun, (noun) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${key ?? name ?? id}`),
      );
    },
  }),
);

function byHand(what: Localized, { where, why }: { where: Localized; why: Localized }): Localized {
  return {
    en: `${why.en} In Jira, ${where.en}, give ${what.en} to somebody who stays. Relais reads by itself whether that is done.`,
    fr: `${why.fr} Dans Jira, ${where.fr}, donnez ${what.fr} à quelqu’un qui reste. Relais vérifie lui-même que c’est fait.`,
  };
}
