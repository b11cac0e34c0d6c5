import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
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
            message: { en: 'the token lacks the scope api', fr: 'il manque au jeton la portée api' },
            fix: {
              en: `In GitLab, as the token’s user, Preferences, Access tokens: make one with the scope api${isInstance(system) ? ' (and admin_mode, where Admin Mode is on)' : ''}.`,
              fr: `Dans GitLab, en tant qu’utilisateur du jeton, Préférences, Jetons d’accès : créez-en un avec la portée api${isInstance(system) ? ' (et admin_mode, là où le mode Admin est activé)' : ''}.`,
            },
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
      message: { en: 'the token is not an administrator’s', fr: 'le jeton n’est pas celui d’un administrateur' },
      fix: {
        en: 'Make an account of its own an administrator (Admin, Users), and its token with the scope api; with Admin Mode, admin_mode too.',
        fr: 'Faites d’un compte à part un administrateur (Admin, Utilisateurs), et créez son jeton avec la portée api ; avec le mode Admin, aussi admin_mode.',
      },
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: GitlabSystem): Problem {
  const place =
    settings.scope.of === 'group'
      ? { en: `the group ${settings.scope.group}`, fr: `le groupe ${settings.scope.group}` }
      : { en: 'the instance', fr: 'l’instance' };
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `GitLab refuses the token: ${error.message}`,
          fr: `GitLab refuse le jeton : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check the token behind ${settings.token}: whether it has ended, and whether its user administers ${place.en}.`,
          fr: `Vérifiez le jeton de ${settings.token} : s’il a expiré, et si son utilisateur administre ${place.fr}.`,
        },
      };
    case 'not-found':
      return {
        message: {
          en: `GitLab does not show ${place.en}: ${error.message}`,
          fr: `GitLab ne montre pas ${place.fr} : ${inFrench(error.words)}`,
        },
        fix: {
          en: 'Check baseUrl and scope.group: the path or number of the top-level group, seen by the token’s user.',
          fr: 'Vérifiez baseUrl et scope.group : le chemin ou le numéro du groupe principal, visible par l’utilisateur du jeton.',
        },
      };
    case 'unproven':
      return {
        message: error.words,
        fix: {
          en: `Make the token’s user an Owner of ${place.en}.`,
          fr: `Donnez à l’utilisateur du jeton le rôle Owner pour ${place.fr}.`,
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} is your GitLab and can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} est bien votre GitLab, et qu’il peut être joint.`,
        },
      };
  }
}
