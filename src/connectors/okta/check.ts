import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { neededScopes } from './okta-settings.ts';
import { userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import type { ServiceAppAuth } from './service-app.ts';

type Problem = CheckReport['problems'][number];

/** Credentials and rights, by reads only. An API token does not tell its rights, so each kind of read is tried. */
export async function check(
  system: OktaSystem,
  serviceApp: ServiceAppAuth | null,
  context: ConnectorContext,
): Promise<CheckReport> {
  const needed = neededScopes(system.settings);
  const problems: Problem[] = [];
  let granted: readonly string[] | null = null;
  try {
    if (serviceApp) {
      granted = await grantedScopes(serviceApp, needed, context);
      for (const scope of needed.filter((each) => !granted?.includes(each)))
        problems.push({
          message: `the scope ${scope} is not granted`,
          fix: `In the Okta admin console, Applications, the service app, Okta API Scopes: grant ${scope}.`,
        });
    } else problems.push(...(await tryReads(system, context)));
    if (problems.length === 0) problems.push(...(await superAdmins(system, context)));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(problemOf(error, system));
  }
  return { ok: problems.length === 0, granted, needed, problems };
}

/** Okta refuses a whole set when one scope is missing and does not say which, so then each is asked for alone. */
async function grantedScopes(serviceApp: ServiceAppAuth, needed: readonly string[], context: ConnectorContext) {
  const all = await serviceApp.grantedOf(needed, context);
  if (all) return all;
  const granted: string[] = [];
  for (const scope of needed) if (await serviceApp.grantedOf([scope], context)) granted.push(scope);
  return granted;
}

async function tryReads({ settings, http }: OktaSystem, context: ConnectorContext): Promise<Problem[]> {
  const me = await http.get('/api/v1/users?limit=1', z.array(userShape), context);
  const [someone] = me.data;
  const reads: [path: string, what: string][] = [
    ['/api/v1/groups?limit=1', 'groups'],
    ['/api/v1/logs?limit=1', 'the system log'],
    ...(someone ? [[path`/api/v1/users/${someone.id}/roles`, 'administrator roles'] satisfies [string, string]] : []),
    ...(settings.leave.includes('api-tokens') ? [] : [['/api/v1/api-tokens', 'API tokens'] satisfies [string, string]]),
  ];
  const problems: Problem[] = [];
  for (const [call, what] of reads) {
    try {
      await http.get(call, z.unknown(), context);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unauthorised') throw error;
      problems.push({
        message: `the API token may not read ${what} (${error.message})`,
        fix: 'Make a new API token as a super administrator, or use a service app with the scopes listed as needed.',
      });
    }
  }
  return problems;
}

async function superAdmins({ settings, http }: OktaSystem, context: ConnectorContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const login of settings.superAdmins) {
    const { data } = await http.find(path`/api/v1/users/${login}`, userShape, context);
    if (data?.status === 'ACTIVE') continue;
    problems.push({
      message: `${login}, listed under superAdmins, ${data ? `is ${data.status}` : 'does not exist'}`,
      fix: 'Name an active super administrator who stays; until then super administrators are protected.',
    });
  }
  return problems;
}

function problemOf(error: ConnectorError, { settings }: OktaSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `Okta refuses the credentials: ${error.message}`,
        fix:
          settings.auth.method === 'token'
            ? `Check the API token behind ${settings.auth.token}; tokens end when unused for 30 days and when their creator is deactivated.`
            : 'Check clientId, the key and its kid, and that the app does not demand DPoP, which Relais does not speak.',
      };
    case 'throttled':
      return { message: error.message, fix: 'Okta is throttling; try again in a minute, or lower perMinute.' };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} is the organisation and can be reached.` };
  }
}
