import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { groupsOf } from './actions/groups.ts';
import { rolesOf } from './actions/roles.ts';
import { neededScopes } from './okta-settings.ts';
import { userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import type { ServiceAppAuth } from './service-app.ts';
import { usersBy } from './user-search.ts';

/** Credentials and rights, by reads only, as a departure would ask. An API token does not tell its rights, so each kind of read is tried. */
export async function check(
  system: OktaSystem,
  serviceApp: ServiceAppAuth | null,
  context: ConnectorContext,
): Promise<CheckReport> {
  const needed = neededScopes(system.settings);
  const frame = {
    needed,
    steps: [() => tryReads(system, context), () => superAdmins(system, context), () => lookUps(system, context)],
    explain: (error: ConnectorError) => problemOf(error, system),
  };
  if (serviceApp === null) return checkReport(frame, context);
  const granted = async () => {
    const scopes = await grantedScopes(serviceApp, needed, context);
    const problems = needed
      .filter((each) => !scopes.includes(each))
      .map((scope) => ({
        message: `the scope ${scope} is not granted`,
        fix: `In the Okta admin console, Applications, the service app, Okta API Scopes: grant ${scope}.`,
      }));
    return { granted: scopes, problems };
  };
  return checkReport({ ...frame, granted }, context);
}

/** Okta refuses a whole set when one scope is missing and does not say which, so then each is asked for alone. */
async function grantedScopes(serviceApp: ServiceAppAuth, needed: readonly string[], context: ConnectorContext) {
  const all = await serviceApp.grantedOf(needed, context);
  if (all) return all;
  const granted: string[] = [];
  for (const scope of needed) if (await serviceApp.grantedOf([scope], context)) granted.push(scope);
  return granted;
}

async function firstUser({ http }: OktaSystem, context: ConnectorContext) {
  const { data } = await http.get('/api/v1/users', z.array(userShape), context, { query: { limit: 1 } });
  return data[0] ?? null;
}

async function tryReads(system: OktaSystem, context: ConnectorContext): Promise<Problem[]> {
  const { settings, http } = system;
  const someone = await firstUser(system, context);
  const reads: [read: () => Promise<unknown>, what: string][] = [
    [() => http.get('/api/v1/groups?limit=1', z.unknown(), context), 'groups'],
    [() => http.get('/api/v1/logs?limit=1', z.unknown(), context), 'the system log'],
  ];
  if (someone)
    reads.push(
      [() => groupsOf(someone, system, context), 'all groups of a person'],
      [() => rolesOf(someone, system, context), 'administrator roles'],
    );
  if (!settings.leave.includes('api-tokens'))
    reads.push([() => http.get('/api/v1/api-tokens', z.unknown(), context), 'API tokens']);
  const problems: Problem[] = [];
  for (const [read, what] of reads) {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof ConnectorError) || !['unauthorised', 'unproven'].includes(error.kind)) throw error;
      problems.push({
        message: `the credentials may not read ${what} (${error.message})`,
        fix:
          settings.auth.method === 'token'
            ? 'Make a new API token as a super administrator, or use a service app with the scopes listed as needed.'
            : 'Give the service app the role of a super administrator, without a resource set that narrows it.',
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

/** Somebody who exists is found by every look-up that a departure uses. */
async function lookUps(system: OktaSystem, context: ConnectorContext): Promise<Problem[]> {
  const someone = await firstUser(system, context);
  if (someone === null)
    return [
      {
        message: 'no user is listed',
        fix: `Check that ${system.settings.baseUrl} is the organisation of your people, and that the credentials may see them.`,
      },
    ];
  const { login, employeeNumber } = someone.profile;
  const tried = [
    { by: 'login', found: (await system.http.find(path`/api/v1/users/${login}`, userShape, context)).data?.id },
    ...(employeeNumber === undefined
      ? []
      : [{ by: 'employee number', found: await foundBy(system, { someone: someone.id, employeeNumber }, context) }]),
  ];
  return tried.flatMap(({ by, found }) =>
    found === someone.id
      ? []
      : [
          {
            message: `a user who is listed is not found by ${by}`,
            fix: 'Who left would not be found by it either. Check the rights of the credentials; ask Okta whether its search is delayed.',
          },
        ],
  );
}

async function foundBy(
  system: OktaSystem,
  { someone, employeeNumber }: { someone: string; employeeNumber: string },
  context: ConnectorContext,
) {
  const { items } = await usersBy(system, { employeeNumber }, context);
  return items.find(({ id }) => id === someone)?.id;
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
