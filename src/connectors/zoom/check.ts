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
            message: `the app lacks the scope ${scope}`,
            fix: `In the Zoom App Marketplace, Manage, your Server-to-Server OAuth app, Scopes: add ${scope} (an older app: ${classic}), and activate the app again.`,
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
      message: `${data.to}, who takes over what leavers host, has no active and licensed user`,
      fix: 'Name under data.to somebody with a licence, or write manager.',
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: ZoomSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `Zoom refuses the app: ${error.message}`,
        fix: `Check accountId, clientId and the secret behind ${settings.clientSecret}, and that the app is activated.`,
      };
    case 'rejected':
      return {
        message: error.message,
        fix: 'Where it names scopes: add them to the app in the Zoom App Marketplace, and activate it again.',
      };
    case 'throttled':
      return { message: error.message, fix: 'Zoom is throttling; try again in a minute, or lower perMinute.' };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} can be reached.` };
  }
}
