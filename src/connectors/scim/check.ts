import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { deactivateWith } from './scim-settings.ts';
import { configShape, userShape } from './scim-shapes.ts';
import { equals, filtered, type ScimSystem } from './scim-system.ts';

type Problem = CheckReport['problems'][number];

/** What the server says it can do against what the settings ask of it, and one look-up that finds nobody. */
export async function check(system: ScimSystem, context: ConnectorContext): Promise<CheckReport> {
  const { http, settings } = system;
  const problems: Problem[] = [];
  try {
    const config = await http.find('/ServiceProviderConfig', configShape, context);
    // A server that does not describe itself is common; what it can do then shows in use.
    if (config.data?.filter?.supported === false)
      problems.push({
        message: 'the server says that it does not support filters, so nobody can be found',
        fix: 'Ask the vendor; without filters Relais cannot find accounts. Use a manual entry for this system.',
      });
    if (config.data?.patch?.supported === false && deactivateWith(settings).startsWith('patch'))
      problems.push({
        message: 'the server says that it does not support PATCH',
        fix: 'Set deactivateWith: put (or delete, if that is what the product wants).',
      });
    const nobody = {
      resources: 'Users' as const,
      filter: equals(settings.lookups[0] ?? 'userName', 'nobody'),
      shape: userShape,
    };
    const lookedUp = await filtered(system, nobody, context);
    if (lookedUp.found === null)
      problems.push({
        message: `the server cannot look users up by ${settings.lookups[0]}`,
        fix: 'Put an attribute that it supports first under lookups.',
      });
    else if (lookedUp.found.length > 0)
      problems.push({
        message: 'the server ignores filters: a look-up for nobody found somebody',
        fix: 'Check baseUrl, and ask the vendor about filters. Relais compares what it gets, but reads every user each time.',
      });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(problemOf(error, system));
  }
  return {
    ok: problems.length === 0,
    granted: null,
    needed: ['read and write Users', 'read and write Groups'],
    problems,
  };
}

function problemOf(error: ConnectorError, { settings }: ScimSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `the server refuses the token: ${error.message}`,
        fix: `Make a new SCIM token in the product and put it behind ${settings.token}.`,
      };
    case 'not-found':
      return {
        message: `there is no SCIM service at ${settings.baseUrl}: ${error.message}`,
        fix: 'Check baseUrl: it ends before /Users, often in /scim/v2.',
      };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} can be reached from here.` };
  }
}
