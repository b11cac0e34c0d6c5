import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import { privateAppShape } from '../hubspot-shapes.ts';
import { type HubspotSystem, isLeft, paths, unproven } from '../hubspot-system.ts';
import { readUser } from '../user-state.ts';
import { wholeList } from '../whole-list.ts';

/**
 * Tokens of private apps belong to the account and outlive whoever saw them. Super admins alone see them, so of a super
 * admin who leaves it is a task to rotate them. Whether a token was changed, no read shows.
 */
export const privateApps: ActionKind<HubspotSystem> = {
  verb: 'private-apps',
  named: { en: 'private apps', fr: 'applications privées' },

  async plan({ id, login }, system, context) {
    if (isLeft(system, 'private-apps')) return [];
    const { user } = await readUser(system, id, context);
    if (user?.superAdmin !== true) return [];
    const { names } = await appsOf(system, context);
    const call = {
      en: `${login} is a super admin and could see the tokens of private apps, which go on: ${names}. Rotate those that matter (Settings, Integrations, Private Apps, Auth), Relais’ own included, and look through Connected Apps and the sequences, workflows and meeting links that are theirs.`,
      fr: `${login} est super administrateur et pouvait voir les jetons des applications privées, qui restent valables : ${names}. Renouvelez ceux qui comptent (Paramètres, Intégrations, Applications privées, Auth), y compris celui de Relais, et passez en revue les applications connectées, ainsi que ses séquences, workflows et liens de réunion.`,
    };
    return [{ stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(_action, system, context) {
    const { evidence } = await appsOf(system, context);
    return { state: 'unreadable', evidence };
  },
};

async function appsOf(system: HubspotSystem, context: ConnectorContext) {
  const { items, evidence } = await wholeList(system, { path: paths.privateApps, item: privateAppShape }, context);
  const names = named([...new Set(items.map(({ name }) => name))]);
  // Relais' own app is one.
  if (names !== null) return { names, evidence: sawAll(evidence, `${items.length} private apps`) };
  throw unproven(
    {
      en: 'HubSpot lists no private app, although Relais uses one',
      fr: 'HubSpot ne liste aucune application privée, alors que Relais en utilise une',
    },
    evidence,
  );
}
