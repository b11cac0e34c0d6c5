import { z } from 'zod';
import { inFrench, type Localized } from '../../domain/localized.ts';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { identityOf } from './identity.ts';
import { neededScopes } from './slack-settings.ts';
import { integrationShape, sessionShape } from './slack-shapes.ts';
import type { SlackSystem } from './slack-system.ts';
import { readUser, workspacesOf } from './user-state.ts';
import { read, readByPost } from './web-api.ts';

/** Token, scopes and plan, by reads only, as a departure would ask. */
export async function check(system: SlackSystem, context: ConnectorContext): Promise<CheckReport> {
  const { settings } = system;
  const needed = neededScopes(settings);
  const granted = async () => {
    const { scopes } = await identityOf(system, context);
    const problems = needed
      .filter((scope) => scopes !== null && !scopes.includes(scope))
      .map((scope) => ({
        message: { en: `the token lacks the scope ${scope}`, fr: `il manque au jeton la portée ${scope}` },
        fix: {
          en: `On https://api.slack.com/apps, the app of this token, OAuth & Permissions, User Token Scopes: add ${scope}, and install the app again${settings.plan === 'enterprise' ? ' on the organisation' : ''}.`,
          fr: `Sur https://api.slack.com/apps, l’application de ce jeton, OAuth & Permissions, User Token Scopes : ajoutez ${scope}, et réinstallez l’application${settings.plan === 'enterprise' ? ' sur l’organisation' : ''}.`,
        },
      }));
    return { granted: scopes, problems };
  };
  return checkReport(
    {
      needed,
      granted,
      steps: [() => tokenOwner(system, context), () => addresses(system, context), () => planReads(system, context)],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

/** A token is its owner’s: it ends with their account, and may do what they may. */
async function tokenOwner(system: SlackSystem, context: ConnectorContext): Promise<Problem[]> {
  const { userId } = await identityOf(system, context);
  const { user } = await readUser(system, userId, context);
  if (system.settings.plan === 'other' || user.is_admin === true || user.is_owner === true) return [];
  return [
    {
      message: {
        en: `the token belongs to ${userId}, who is no administrator`,
        fr: `le jeton appartient à ${userId}, qui n’est pas administrateur`,
      },
      fix: {
        en: 'Have an administrator or owner who stays install the app, best an account of its own: its token ends with the account.',
        fr: 'Faites installer l’application par un administrateur ou un propriétaire qui reste, de préférence un compte à part : son jeton disparaît avec le compte.',
      },
    },
  ];
}

async function addresses(system: SlackSystem, context: ConnectorContext): Promise<Problem[]> {
  const identity = await identityOf(system, context);
  const { user } = await readUser(system, identity.userId, context);
  if (user.profile?.email !== undefined) return [];
  return [
    {
      message: { en: 'Slack tells no addresses to this token', fr: 'Slack ne donne aucune adresse à ce jeton' },
      fix: {
        en: 'Add the scope users:read.email to the app’s user token, and install the app again.',
        fr: 'Ajoutez la portée users:read.email au jeton d’utilisateur de l’application, et réinstallez-la.',
      },
    },
  ];
}

/** What the plan promises, tried by a read that it allows. */
async function planReads(system: SlackSystem, context: ConnectorContext): Promise<Problem[]> {
  const { settings, http, scim } = system;
  const reads: [read: () => Promise<unknown>, what: Localized][] = [];
  if (scim)
    reads.push([
      () => scim.get('/Users', z.looseObject({}), context, { query: { count: 1 } }),
      { en: 'users by SCIM', fr: 'les utilisateurs par SCIM' },
    ]);
  if (settings.plan === 'enterprise') {
    const shape = z.object({ active_sessions: z.array(sessionShape) });
    const asked = { method: 'admin.users.session.list', shape, args: { limit: 1 } };
    reads.push([
      () => readByPost(http, asked, context),
      { en: 'sessions of the organisation', fr: 'les sessions de l’organisation' },
    ]);
  }
  const [workspace = {}] = settings.plan === 'enterprise' ? await ownWorkspaces(system, context) : [];
  if (settings.integrationLogs) {
    const asked = {
      method: 'team.integrationLogs',
      shape: z.object({ logs: z.array(integrationShape) }),
      args: { ...workspace, count: 1 },
    };
    reads.push([
      () => read(http, asked, context),
      { en: 'the log of integrations', fr: 'le journal des intégrations' },
    ]);
  }
  if (settings.accessLogs) {
    const asked = {
      method: 'team.accessLogs',
      shape: z.object({ logins: z.array(z.unknown()) }),
      args: { ...workspace, count: 1 },
    };
    reads.push([() => read(http, asked, context), { en: 'the access logs', fr: 'les journaux d’accès' }]);
  }
  const problems: Problem[] = [];
  for (const [ask, what] of reads) {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unauthorised') throw error;
      problems.push({
        message: {
          en: `the token may not read ${what.en} (${error.message})`,
          fr: `le jeton ne permet pas de lire ${what.fr} (${inFrench(error.words)})`,
        },
        fix: {
          en: `Check that Slack’s plan is what plan says (${settings.plan}), that the token is an administrator’s, and its scopes: ${neededScopes(settings).join(', ')}.`,
          fr: `Vérifiez que l’abonnement Slack est celui que dit plan (${settings.plan}), que le jeton est celui d’un administrateur, et ses portées : ${neededScopes(settings).join(', ')}.`,
        },
      });
    }
  }
  return problems;
}

async function ownWorkspaces(system: SlackSystem, context: ConnectorContext) {
  const { userId } = await identityOf(system, context);
  return workspacesOf((await readUser(system, userId, context)).user);
}

function problemOf(error: ConnectorError, { settings }: SlackSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Slack refuses the token: ${error.message}`,
          fr: `Slack refuse le jeton : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check the user token behind ${settings.token}: it ends when its owner is deactivated or the app is removed. A bot token (xoxb-…) does not do.`,
          fr: `Vérifiez le jeton d’utilisateur de ${settings.token} : il disparaît quand son propriétaire est désactivé ou l’application retirée. Un jeton de bot (xoxb-…) ne convient pas.`,
        },
      };
    case 'unproven':
      return {
        message: error.words,
        fix: {
          en: 'Check plan, and that the token is of the workspace or organisation that you mean.',
          fr: 'Vérifiez plan, et que le jeton est de l’espace de travail ou de l’organisation que vous voulez.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} can be reached, and try again in a minute.`,
          fr: `Vérifiez que ${settings.baseUrl} peut être joint, et réessayez dans une minute.`,
        },
      };
  }
}
