import { inFrench } from '../../domain/localized.ts';
import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { AccessToken } from '../http/client-credentials.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { heirOf } from './heir.ts';
import { neededScopes } from './zoom-settings.ts';
import type { ZoomSystem } from './zoom-system.ts';

/** Scopes as the token tells them, and the heir. */
export function check(
  system: ZoomSystem,
  token: (context: ConnectorContext) => Promise<Pick<AccessToken, 'scope'>>,
  context: ConnectorContext,
): Promise<CheckReport> {
  const needed = neededScopes(system.settings);
  return checkReport(
    {
      needed: needed.map(({ scope }) => scope),
      async granted() {
        const { scope: told } = await token(context);
        if (told === null) return { granted: null, problems: [] };
        const granted = told.split(/[\s,]+/).filter(Boolean);
        const problems = needed
          .filter(({ scope, classic }) => !granted.includes(scope) && !granted.includes(classic))
          .map(({ scope, classic }) => ({
            message: { en: `the app lacks the scope ${scope}`, fr: `il manque à l’application la portée ${scope}` },
            fix: {
              en: `In the Zoom App Marketplace, Manage, your Server-to-Server OAuth app, Scopes: add ${scope} (an older app: ${classic}), and activate the app again.`,
              fr: `Dans le Zoom App Marketplace, Manage, votre application OAuth Server-to-Server, Scopes : ajoutez ${scope} (une application plus ancienne : ${classic}), et réactivez l’application.`,
            },
          }));
        return { granted, problems };
      },
      steps: [() => heir(system, context)],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

async function heir(system: ZoomSystem, context: ConnectorContext): Promise<Problem[]> {
  const { data } = system.settings;
  if (data === undefined || data.to === 'manager' || (await heirOf(system, '', context)) !== null) return [];
  return [
    {
      message: {
        en: `${data.to}, who takes over what leavers host, has no active and licensed user`,
        fr: `${data.to}, qui reprend ce que les personnes qui partent organisent, n’a pas d’utilisateur actif avec licence`,
      },
      fix: {
        en: 'Name under data.to somebody with a licence, or write manager.',
        fr: 'Nommez sous data.to quelqu’un qui a une licence, ou écrivez manager.',
      },
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: ZoomSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Zoom refuses the app: ${error.message}`,
          fr: `Zoom refuse l’application : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check accountId, clientId and the secret behind ${settings.clientSecret}, and that the app is activated.`,
          fr: `Vérifiez accountId, clientId et le secret de ${settings.clientSecret}, et que l’application est activée.`,
        },
      };
    case 'rejected':
      return {
        message: error.words,
        fix: {
          en: 'Where it names scopes: add them to the app in the Zoom App Marketplace, and activate it again.',
          fr: 'Là où il nomme des portées : ajoutez-les à l’application dans le Zoom App Marketplace, et réactivez-la.',
        },
      };
    case 'throttled':
      return {
        message: error.words,
        fix: {
          en: 'Zoom is throttling; try again in a minute, or lower perMinute.',
          fr: 'Zoom limite les appels ; réessayez dans une minute, ou baissez perMinute.',
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
