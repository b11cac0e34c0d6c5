import { z } from 'zod';
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
        message: `the token lacks the scope ${scope}`,
        fix: `On https://api.slack.com/apps, the app of this token, OAuth & Permissions, User Token Scopes: add ${scope}, and install the app again${settings.plan === 'enterprise' ? ' on the organisation' : ''}.`,
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
      message: `the token belongs to ${userId}, who is no administrator`,
      fix: 'Have an administrator or owner who stays install the app, best an account of its own: its token ends with the account.',
    },
  ];
}

async function addresses(system: SlackSystem, context: ConnectorContext): Promise<Problem[]> {
  const identity = await identityOf(system, context);
  const { user } = await readUser(system, identity.userId, context);
  if (user.profile?.email !== undefined) return [];
  return [
    {
      message: 'Slack tells no addresses to this token',
      fix: 'Add the scope users:read.email to the app’s user token, and install the app again.',
    },
  ];
}

/** What the plan promises, tried by a read that it allows. */
async function planReads(system: SlackSystem, context: ConnectorContext): Promise<Problem[]> {
  const { settings, http, scim } = system;
  const reads: [read: () => Promise<unknown>, what: string][] = [];
  if (scim)
    reads.push([() => scim.get('/Users', z.looseObject({}), context, { query: { count: 1 } }), 'users by SCIM']);
  if (settings.plan === 'enterprise') {
    const shape = z.object({ active_sessions: z.array(sessionShape) });
    const asked = { method: 'admin.users.session.list', shape, args: { limit: 1 } };
    reads.push([() => readByPost(http, asked, context), 'sessions of the organisation']);
  }
  const [workspace = {}] = settings.plan === 'enterprise' ? await ownWorkspaces(system, context) : [];
  if (settings.integrationLogs) {
    const asked = {
      method: 'team.integrationLogs',
      shape: z.object({ logs: z.array(integrationShape) }),
      args: { ...workspace, count: 1 },
    };
    reads.push([() => read(http, asked, context), 'the log of integrations']);
  }
  if (settings.accessLogs) {
    const asked = {
      method: 'team.accessLogs',
      shape: z.object({ logins: z.array(z.unknown()) }),
      args: { ...workspace, count: 1 },
    };
    reads.push([() => read(http, asked, context), 'the access logs']);
  }
  const problems: Problem[] = [];
  for (const [ask, what] of reads) {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unauthorised') throw error;
      problems.push({
        message: `the token may not read ${what} (${error.message})`,
        fix: `Check that Slack’s plan is what plan says (${settings.plan}), that the token is an administrator’s, and its scopes: ${neededScopes(settings).join(', ')}.`,
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
        message: `Slack refuses the token: ${error.message}`,
        fix: `Check the user token behind ${settings.token}: it ends when its owner is deactivated or the app is removed. A bot token (xoxb-…) does not do.`,
      };
    case 'unproven':
      return {
        message: error.message,
        fix: 'Check plan, and that the token is of the workspace or organisation that you mean.',
      };
    default:
      return {
        message: error.message,
        fix: `Check that ${settings.baseUrl} can be reached, and try again in a minute.`,
      };
  }
}
