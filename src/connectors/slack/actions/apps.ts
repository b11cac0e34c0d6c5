import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { identityOf } from '../identity.ts';
import { integrationShape, type SlackIntegration, type SlackUser } from '../slack-shapes.ts';
import { type SlackSystem, unproven } from '../slack-system.ts';
import { readUser, workspacesOf } from '../user-state.ts';
import { read, readByPageNumber } from '../web-api.ts';

/**
 * Apps and integrations that the person installed. Deactivation ends what acted as them; bots, slash commands and
 * incoming webhooks go on (https://slack.com/help/articles/360000446446), and what goes on is for a person to keep or
 * to remove. Slack’s log of integrations is what can be read, and somebody else may keep an app that it lists: whether
 * the task was done cannot.
 */
export const apps: ActionKind<SlackSystem> = {
  verb: 'apps',
  named: { en: 'apps', fr: 'applications' },

  async plan(account, system, context) {
    const { leave, integrationLogs } = system.settings;
    if (leave.includes('apps') || account.status === 'of another organisation') return [];
    // What may not be listed is there all the same: a person looks.
    if (!integrationLogs) {
      const { url } = await identityOf(system, context);
      return [
        { stage: 'task', call: unlisted(account.login, url), effect: 'reversible', manual: true, standing: 'untold' },
      ];
    }
    const { installed } = await installedBy(system, account.id, context);
    const names = named(installed.map(nameOf));
    if (names === null) return [];
    const { url } = await identityOf(system, context);
    const call = byHand(account.login, { names, url });
    return [{ stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    if (!system.settings.integrationLogs)
      return { state: 'unreadable', evidence: [(await identityOf(system, context)).evidence] };
    const { evidence } = await installedBy(system, action.accountId, context);
    return { state: 'unreadable', evidence };
  },
};

const ended = new Set(['removed', 'disabled']);

/** By the latest line about each app. */
async function installedBy(system: SlackSystem, id: string, context: ConnectorContext) {
  const { user, evidence: known } = await readUser(system, id, context);
  const evidence: Evidence[] = [...known];
  const latest = new Map<string, SlackIntegration>();
  for (const workspace of system.settings.plan === 'enterprise' ? workspacesOf(user) : [{}]) {
    const asked = { method: 'team.integrationLogs', name: 'logs', item: integrationShape };
    const listed = await readByPageNumber(
      system.http,
      { ...asked, args: { ...workspace, user: id, count: 1000 } },
      context,
    );
    evidence.push(...listed.evidence);
    for (const line of listed.items) {
      const key = line.app_id ?? line.service_id;
      if (key === undefined || (line.user_id !== undefined && line.user_id !== id)) continue;
      const known = latest.get(key);
      if (known === undefined || Number(line.date) > Number(known.date)) latest.set(key, line);
    }
  }
  if (latest.size === 0) evidence.push(...(await someLine(system, user, context)));
  return { installed: [...latest.values()].filter(({ change_type }) => !ended.has(change_type)), evidence };
}

/** Relais’ own app was installed too: a log without a line for anybody is hidden from this token. */
async function someLine({ settings, http }: SlackSystem, user: SlackUser, context: ConnectorContext) {
  const [workspace = {}] = settings.plan === 'enterprise' ? workspacesOf(user) : [];
  const shape = z.object({ logs: z.array(z.unknown()) });
  const asked = { method: 'team.integrationLogs', shape, args: { ...workspace, count: 1 } };
  const { data, evidence } = await read(http, asked, context);
  if (data !== null && data.logs.length > 0) return [evidence];
  throw unproven(
    {
      en: 'Slack’s log of integrations has no line at all, not even of Relais’ own app',
      fr: 'Le journal des intégrations de Slack n’a aucune ligne, pas même de l’application de Relais',
    },
    [evidence],
  );
}

/** With what of it lives on without the person. */
function nameOf({ app_type, app_id, service_type, service_id, scope }: SlackIntegration): string {
  const name = app_type ?? service_type ?? app_id ?? service_id ?? '';
  const kept = ['incoming-webhook', 'bot', 'commands'].filter((each) => scope?.split(',').includes(each));
  return kept.length === 0 ? name : `${name} (${kept.join(', ')})`;
}

function unlisted(login: string, url: string): Localized {
  return {
    en: `Relais may not list what ${login} installed (integrationLogs), and bots, commands, incoming webhooks and workflows of theirs go on. On ${url}apps/manage look for theirs; remove each, or have somebody who stays install it anew. What acted by their own token stops with the account. Is Relais’ own app among theirs, leave it: its bot goes on. Make somebody who stays a collaborator of it.`,
    fr: `Relais ne peut pas lister ce que ${login} a installé (integrationLogs), et ses bots, commandes, webhooks entrants et workflows continuent. Sur ${url}apps/manage, cherchez les siens ; retirez chacun, ou faites-le réinstaller par quelqu’un qui reste. Ce qui agissait par son propre jeton s’arrête avec le compte. Si l’application de Relais y figure, laissez-la : son bot continue. Faites de quelqu’un qui reste un de ses collaborateurs.`,
  };
}

function byHand(login: string, { names, url }: { names: string; url: string }): Localized {
  return {
    en: `${login} installed these apps and integrations, whose bots, commands and webhooks go on: ${names}. On ${url}apps/manage remove each, or have somebody who stays install it anew; whoever knows a webhook’s address can still post by it. What acted by their own token stops with the account. Is Relais’ own app among them, leave it: its bot goes on. Make somebody who stays a collaborator of it.`,
    fr: `${login} a installé ces applications et intégrations, dont les bots, commandes et webhooks continuent : ${names}. Sur ${url}apps/manage, retirez chacune, ou faites-la réinstaller par quelqu’un qui reste ; quiconque connaît l’adresse d’un webhook peut encore publier par lui. Ce qui agissait par son propre jeton s’arrête avec le compte. Si l’application de Relais y figure, laissez-la : son bot continue. Faites de quelqu’un qui reste un de ses collaborateurs.`,
  };
}
