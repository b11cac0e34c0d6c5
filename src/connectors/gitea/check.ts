import { inFrench } from '../../domain/localized.ts';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { neededScopes } from './gitea-settings.ts';
import type { GiteaSystem } from './gitea-system.ts';
import { ownToken, ownUser } from './own-user.ts';

/** Token, its user and its scopes, by reads only. */
export async function check(system: GiteaSystem, context: ConnectorContext): Promise<CheckReport> {
  const granted = async () => {
    const { user } = await ownUser(system, context);
    if (!user.is_admin) return { granted: null, problems: [noAdministrator(user.login)] };
    const scopes = await scopesOf(system, context);
    return { granted: scopes, problems: scopes === null ? [] : missing(scopes) };
  };
  return checkReport(
    { needed: neededScopes, granted, steps: [], explain: (error) => problemOf(error, system) },
    context,
  );
}

/** Told by the list of Relais’ own tokens; where that cannot be read, what a departure asks says so. */
async function scopesOf(system: GiteaSystem, context: ConnectorContext): Promise<readonly string[] | null> {
  try {
    return (await ownToken(system, context)).token.scopes ?? null;
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}

function missing(scopes: readonly string[]): Problem[] {
  const lacking = scopes.includes('all') ? [] : neededScopes.filter((each) => !scopes.includes(each));
  const limited = scopes.includes('public-only');
  if (lacking.length === 0 && !limited) return [];
  const named = lacking.join(', ');
  return [
    {
      message: {
        en: limited ? 'the token sees only what is public' : `the token lacks ${named}`,
        fr: limited ? 'le jeton ne voit que ce qui est public' : `il manque au jeton ${named}`,
      },
      fix: {
        en: `As the token’s user, Settings, Applications: make a token for “All (public, private, and limited)” with ${neededScopes.join(', ')}.`,
        fr: `En tant qu’utilisateur du jeton, Paramètres, Applications : créez un jeton pour « Tout (public, privé et limité) » avec ${neededScopes.join(', ')}.`,
      },
    },
  ];
}

function noAdministrator(login: string): Problem {
  return {
    message: {
      en: `the token is ${login}’s, who is no administrator`,
      fr: `le jeton est celui de ${login}, qui n’est pas administrateur`,
    },
    fix: {
      en: 'Make an account of its own an administrator (Site Administration, User Accounts, Is Administrator), and a token of it.',
      fr: 'Faites d’un compte à part un administrateur (Administration du site, Comptes utilisateurs, Est administrateur), et créez-en un jeton.',
    },
  };
}

function problemOf(error: ConnectorError, { settings }: GiteaSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Gitea refuses the token: ${error.message}`,
          fr: `Gitea refuse le jeton : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check the token behind ${settings.token}: whether it was deleted, whether its user may sign in, and whether it has ${neededScopes.join(', ')}.`,
          fr: `Vérifiez le jeton de ${settings.token} : s’il a été supprimé, si son utilisateur peut se connecter, et s’il a ${neededScopes.join(', ')}.`,
        },
      };
    case 'not-found':
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} is where Gitea is, with its path and without /api/v1.`,
          fr: `Vérifiez que Gitea est bien à ${settings.baseUrl}, avec son chemin et sans /api/v1.`,
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} is your Gitea or Forgejo and can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} est bien votre Gitea ou Forgejo, et qu’il peut être joint.`,
        },
      };
  }
}
