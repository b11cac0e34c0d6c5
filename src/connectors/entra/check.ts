import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { path } from '../http/path.ts';
import { type CheckFrame, checkReport, type Problem } from '../kit/check-frame.ts';
import { accountNow, accountOf } from './account-of.ts';
import type { EntraAuth } from './client-credentials.ts';
import { someUsers, tryLookUps } from './control.ts';
import { loginUrl, neededPermissions } from './entra-settings.ts';
import { type AnsweredUser, idShape } from './entra-shapes.ts';
import type { EntraSystem } from './entra-system.ts';
import { missing } from './missing-permissions.ts';
import { originOf, tenantOf } from './tenant.ts';

const page = z.object({ value: z.array(idShape) });

const rightsFix =
  'In the Entra admin centre, App registrations, the app, API permissions: compare with the list of what is needed, and grant admin consent.';

/** Asks by reads only what a departure would ask, about somebody who exists; what is granted stands in the access token itself. */
export async function check(
  system: EntraSystem,
  { auth, kinds }: { auth: EntraAuth; kinds: readonly ActionKind<EntraSystem>[] },
  context: ConnectorContext,
): Promise<CheckReport> {
  const needed = neededPermissions(system.settings);
  const frame: CheckFrame = {
    needed,
    async granted(within) {
      const granted = await auth.granted(within);
      return { granted, problems: missing(needed, granted) };
    },
    // All that does not work is told at once, so that consent is asked for once.
    steps: [
      async (within) => [
        ...(await asForADeparture(system, kinds, within)),
        ...(await unknownProtected(system, within)),
        ...(system.settings.signIns ? await unreadableSignIns(system, within) : []),
      ],
    ],
    explain: (error) => problemOf(error, system),
  };
  return checkReport(frame, context);
}

/** The tenant, each look-up, and everything that would be listed, each by itself. */
async function asForADeparture(
  system: EntraSystem,
  kinds: readonly ActionKind<EntraSystem>[],
  context: ConnectorContext,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const ask = async <Answer>(what: string, fix: string, question: () => Promise<Answer>): Promise<Answer | null> => {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind === 'unavailable' || error.kind === 'throttled') throw error;
      problems.push({ message: `${what}: ${error.message}`, fix });
      return null;
    }
  };

  const tenant = await ask(
    'the tenant',
    `Check tenant: it is compared with what Graph says about itself. ${rightsFix}`,
    () => tenantOf(system, context),
  );
  const some = await ask('people', rightsFix, () => someUsers(system, context));
  const someone = some?.users.find(({ userType, accountEnabled }) => userType !== 'Guest' && accountEnabled);
  if (!some || !someone) return problems;
  problems.push(...(await brokenLookUps(system, some.users, context)));

  const names = { tenant: tenant ? `${originOf(system.settings)} ${tenant.id}` : '', status: 'enabled', because: null };
  const account = accountOf(system, someone, names);
  await ask('who is a global administrator', rightsFix, () => accountNow(system, account, context));
  for (const { verb, plan } of kinds)
    await ask(`${verb} of somebody who exists`, `Without it a departure cannot list ${verb}. ${rightsFix}`, () =>
      plan(account, system, context),
    );
  await ask('groups', rightsFix, () =>
    system.http.get('/groups', page, context, { query: { $top: 1, $select: 'id' } }),
  );
  return problems;
}

async function brokenLookUps(
  system: EntraSystem,
  users: readonly AnsweredUser[],
  context: ConnectorContext,
): Promise<Problem[]> {
  const broken = (await tryLookUps(system, users, context)).filter(({ works }) => works === false);
  const problems = broken.map(({ attribute }) => ({
    message: `somebody who exists is not found by ${attribute}`,
    fix: 'Departures of people who are known by it alone would wait as not asked. Check what stands between Relais and Graph; advanced queries need ConsistencyLevel: eventual to pass.',
  }));
  const name = users[0]?.userPrincipalName ?? '';
  const byName = await system.http.find(path`/users/${name}`, idShape, context, { query: { $select: 'id' } });
  if (byName.data?.id === users[0]?.id) return problems;
  const message = 'somebody who exists is not found by their address alone';
  return [...problems, { message, fix: `Check baseUrl and cloud. ${rightsFix}` }];
}

/** A break-glass account that is misspelt protects nobody. */
async function unknownProtected({ settings, http }: EntraSystem, context: ConnectorContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const entry of settings.protected) {
    const { data } = await http.find(path`/users/${entry}`, idShape, context, { query: { $select: 'id' } });
    if (data) continue;
    problems.push({
      message: `${entry}, listed under protected, does not exist`,
      fix: 'Write its user principal name or object id as the Entra admin centre shows it, or take it off the list.',
    });
  }
  return problems;
}

/** Without a P1 licence Graph refuses sign-ins with a 403, whatever was consented to. */
async function unreadableSignIns({ reports }: EntraSystem, context: ConnectorContext): Promise<Problem[]> {
  try {
    await reports.get('/users', page, context, { query: { $top: 1, $select: 'id,signInActivity' } });
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'unauthorised') throw error;
    return [
      {
        message: `sign-ins cannot be read (${error.message})`,
        fix: 'They need Entra ID P1 or P2. Without it set signIns to false: use after departure is then not watched.',
      },
    ];
  }
}

function problemOf(error: ConnectorError, { settings }: EntraSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `Entra refuses the credentials: ${error.message}`,
        fix:
          settings.auth.method === 'secret'
            ? `Check tenant, clientId and the client secret behind ${settings.auth.clientSecret}; secrets expire.`
            : 'Check tenant and clientId, and that this certificate is uploaded to the app registration and has not expired.',
      };
    case 'throttled':
      return { message: error.message, fix: 'Graph is throttling; try again in a minute, or lower perMinute.' };
    default:
      return {
        message: error.message,
        fix: `Check tenant and cloud, and that Graph and ${loginUrl(settings)} can be reached from here.`,
      };
  }
}
