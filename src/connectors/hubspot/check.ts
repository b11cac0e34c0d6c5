import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { heirOf } from './heir.ts';
import { neededScopes } from './hubspot-settings.ts';
import { type HubspotSystem, paths } from './hubspot-system.ts';
import { tokenInfo } from './token-info.ts';

/** The token's scopes, the log of sign-ins and the heir. */
export function check(system: HubspotSystem, context: ConnectorContext): Promise<CheckReport> {
  const needed = neededScopes(system.settings);
  return checkReport(
    {
      needed,
      async granted() {
        const granted = (await tokenInfo(system, context)).info?.scopes ?? null;
        const problems = (granted === null ? [] : needed)
          .filter((scope) => !granted?.includes(scope))
          .map((scope) => ({
            message: {
              en: `the private app lacks the scope ${scope}`,
              fr: `il manque à l’application privée la portée ${scope}`,
            },
            fix: {
              en: `In HubSpot, Settings, Integrations, Private Apps, the app, Edit, Scopes: add ${scope}, and commit the change.`,
              fr: `Dans HubSpot, Paramètres, Intégrations, Applications privées, l’application, Modifier, Portées : ajoutez ${scope}, et validez le changement.`,
            },
          }));
        return { granted, problems };
      },
      steps: [() => signIns(system, context), () => heir(system, context)],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

/** Where the settings say that they are told. */
async function signIns(system: HubspotSystem, context: ConnectorContext): Promise<Problem[]> {
  if (system.settings.signIns) await system.http.get(paths.signIns, z.unknown(), context, { query: { limit: 1 } });
  return [];
}

async function heir(system: HubspotSystem, context: ConnectorContext): Promise<Problem[]> {
  const { data } = system.settings;
  if (data === undefined || data.to === 'manager' || (await heirOf(system, '', context)) !== null) return [];
  return [
    {
      message: {
        en: `${data.to}, who takes over what leavers own, has no active user`,
        fr: `${data.to}, qui reprend ce que les personnes qui partent possèdent, n’a pas d’utilisateur actif`,
      },
      fix: {
        en: 'Name under data.to somebody with an active user, or write manager.',
        fr: 'Nommez sous data.to quelqu’un qui a un utilisateur actif, ou écrivez manager.',
      },
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: HubspotSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `HubSpot refuses the token, or one of its scopes is missing: ${error.message}`,
          fr: `HubSpot refuse le jeton, ou il lui manque une portée : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check the token behind ${settings.token}, and the scopes of its private app.`,
          fr: `Vérifiez le jeton de ${settings.token}, et les portées de son application privée.`,
        },
      };
    case 'throttled':
      return {
        message: error.words,
        fix: {
          en: 'HubSpot is throttling; try again in a minute, or lower perMinute.',
          fr: 'HubSpot limite les appels ; réessayez dans une minute, ou baissez perMinute.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} peut être joint.`,
        },
      };
  }
}
