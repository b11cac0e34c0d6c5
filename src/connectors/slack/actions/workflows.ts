import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import { workflowShape } from '../slack-shapes.ts';
import { type SlackSystem, unproven } from '../slack-system.ts';
import { readAllByPost, readByPost } from '../web-api.ts';

/**
 * Workflows that the person may change, which go on without them: an Enterprise organisation tells them, and a person
 * names another manager. Done is what a read shows: that the person manages none, and that none is without a manager,
 * because no document says whether Slack takes a closed account off its workflows by itself. Of a workflow that stays
 * as it is, such as an unpublished one, a person’s word counts.
 */
export const workflows: ActionKind<SlackSystem> = {
  verb: 'workflows',
  named: { en: 'workflows', fr: 'workflows' },

  async plan(account, system, context) {
    const { leave, plan } = system.settings;
    if (leave.includes('workflows') || plan !== 'enterprise' || account.status === 'of another organisation') return [];
    const { items } = await workflowsOf(system, account.id, context);
    const names = named(items.map(({ id, title }) => title || id));
    if (names === null) return [];
    const call = byHand(account.login, names);
    return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    const { items, evidence } = await workflowsOf(system, action.accountId, context);
    if (items.length > 0) return { state: 'not-desired', evidence };
    const { isTheirs, hasOrphans, evidence: all } = await managersOf(system, action.accountId, context);
    if (isTheirs) return { state: 'not-desired', evidence: all };
    return { state: hasOrphans ? 'unreadable' : 'desired', evidence: [...evidence, ...all] };
  },
};

const list = { method: 'admin.workflows.search', name: 'workflows', item: workflowShape };

/**
 * Every workflow by who manages it: a search by a closed account may find nothing, and a workflow that nobody manages
 * may be one that the person managed.
 */
async function managersOf({ http }: SlackSystem, id: string, context: ConnectorContext) {
  const { items, evidence } = await readAllByPost(http, { ...list, args: { limit: 50 } }, context);
  if (items.some(({ collaborators }) => collaborators === undefined))
    throw unproven(
      { en: 'Slack does not tell who manages a workflow', fr: 'Slack ne dit pas qui gère un workflow' },
      evidence,
    );
  return {
    isTheirs: items.some(({ collaborators }) => collaborators?.includes(id)),
    hasOrphans: items.some(({ collaborators }) => collaborators?.length === 0),
    evidence: sawAll(evidence, `managers of ${items.length} workflows`),
  };
}

async function workflowsOf({ http }: SlackSystem, id: string, context: ConnectorContext) {
  // Slack’s own SDK writes a list in a form as JSON.
  const theirs = { ...list, args: { collaborator_ids: JSON.stringify([id]), limit: 50 } };
  const found = await readAllByPost(http, theirs, context);
  if (found.items.length > 0) return found;
  const shape = z.object({ workflows: z.array(z.unknown()) });
  const { data, evidence } = await readByPost(http, { method: list.method, shape, args: { limit: 1 } }, context);
  if (data.workflows.length > 0) return { ...found, evidence: [...found.evidence, evidence] };
  throw unproven(
    {
      en: 'Slack lists no workflow of anybody, so none of this person proves nothing; without any, set leave: [workflows]',
      fr: 'Slack ne liste aucun workflow de personne : aucun de cette personne ne prouve rien ; s’il n’y en a pas, mettez leave: [workflows]',
    },
    [...found.evidence, evidence],
  );
}

function byHand(login: string, names: string): Localized {
  return {
    en: `${login} manages these workflows, which go on: ${names}. In Slack’s Workflow Builder make somebody who stays a workflow manager and take this one off, or unpublish them. Relais reads by itself when none is theirs any more; of those that stay as they are, write that down.`,
    fr: `${login} gère ces workflows, qui continuent : ${names}. Dans le Générateur de workflows de Slack, nommez gestionnaire quelqu’un qui reste et retirez cette personne, ou dépubliez-les. Relais vérifie lui-même quand il n’en reste aucun ; pour ceux qui restent tels quels, notez-le.`,
  };
}
