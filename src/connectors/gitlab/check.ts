import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { fullUserShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance } from './gitlab-system.ts';
import { groupTree } from './group-tree.ts';
import { listsAreTold, ownToken } from './own-user.ts';
import { activeAdministrators } from './user-state.ts';

/** Token, scope and role, by reads only. */
export async function check(system: GitlabSystem, context: ConnectorContext): Promise<CheckReport> {
  const granted = async () => {
    const { scopes } = await ownToken(system, context);
    const problems = scopes.includes('api')
      ? []
      : [
          {
            message: 'the token lacks the scope api',
            fix: `In GitLab, as the token’s user, Preferences, Access tokens: make one with the scope api${isInstance(system) ? ' (and admin_mode, where Admin Mode is on)' : ''}.`,
          },
        ];
    return { granted: scopes, problems };
  };
  const steps = isInstance(system)
    ? [() => administrator(system, context)]
    : [
        async () => {
          await groupTree(system, context);
          return [];
        },
      ];
  return checkReport({ needed: ['api'], granted, steps, explain: (error) => problemOf(error, system) }, context);
}

async function administrator(system: GitlabSystem, context: ConnectorContext): Promise<Problem[]> {
  try {
    await listsAreTold(system, context);
    await system.http.get('/users', z.array(fullUserShape), context, { query: { per_page: 1 } });
    const { administrators } = await activeAdministrators(system, context);
    if (administrators.length > 0) return [];
  } catch (error) {
    // Whoever is no administrator is told neither addresses nor who is one.
    if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
  }
  return [
    {
      message: 'the token is not an administrator’s',
      fix: 'Make an account of its own an administrator (Admin, Users), and its token with the scope api; with Admin Mode, admin_mode too.',
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: GitlabSystem): Problem {
  const place = settings.scope.of === 'group' ? `the group ${settings.scope.group}` : 'the instance';
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `GitLab refuses the token: ${error.message}`,
        fix: `Check the token behind ${settings.token}: whether it has ended, and whether its user administers ${place}.`,
      };
    case 'not-found':
      return {
        message: `GitLab does not show ${place}: ${error.message}`,
        fix: 'Check baseUrl and scope.group: the path or number of the top-level group, seen by the token’s user.',
      };
    case 'unproven':
      return { message: error.message, fix: `Make the token’s user an Owner of ${place}.` };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} is your GitLab and can be reached.` };
  }
}
