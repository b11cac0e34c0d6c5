import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { workflowShape } from '../slack-shapes.ts';
import { type SlackSystem, unproven } from '../slack-system.ts';
import { readAllByPost, readByPost } from '../web-api.ts';

/**
 * Workflows that the person may change, which go on without them: an Enterprise organisation tells them, and a person
 * names another owner.
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
    return [
      { stage: 'task', call: byHand(account.login, names), effect: 'reversible', manual: true, standing: 'untold' },
    ];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    const { evidence } = await workflowsOf(system, action.accountId, context);
    return { state: 'unreadable', evidence };
  },
};

async function workflowsOf({ http }: SlackSystem, id: string, context: ConnectorContext) {
  const list = { method: 'admin.workflows.search', name: 'workflows', item: workflowShape };
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
    en: `${login} manages these workflows, which go on: ${names}. In Slack’s Workflow Builder make somebody who stays a workflow manager, or unpublish them.`,
    fr: `${login} gère ces workflows, qui continuent : ${names}. Dans le Générateur de workflows de Slack, nommez gestionnaire quelqu’un qui reste, ou dépubliez-les.`,
  };
}
