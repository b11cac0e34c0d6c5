import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { heirOf } from './heir.ts';
import { countOwned } from './records.ts';
import { neededPermissions, typesOf } from './salesforce-settings.ts';
import { idShape } from './salesforce-shapes.ts';
import { isLeft, type SalesforceSystem } from './salesforce-system.ts';
import { count, rows } from './soql.ts';

/** Permissions of the user in whose name Relais works, then each kind of read, as a departure would ask. */
export function check(system: SalesforceSystem, context: ConnectorContext): Promise<CheckReport> {
  const needed = neededPermissions(system.settings);
  return checkReport(
    {
      needed,
      async granted() {
        const granted = await permissions(system, needed, context);
        const problems = (granted === null ? [] : needed)
          .filter((permission) => !granted?.includes(permission))
          .map((permission) => ({
            message: `the user in whose name Relais works lacks ${permission}`,
            fix: `In Setup, Permission Sets, the one that you made for Relais: switch on ${permission.replace('Permissions', '')} among its system permissions, and assign it to that user.`,
          }));
        return { granted, problems };
      },
      steps: [() => reads(system, context), () => heir(system, context)],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

/** Which of these the user has, as Salesforce tells it of whoever asks; null where this version does not know one of the names. */
async function permissions(
  system: SalesforceSystem,
  names: readonly string[],
  context: ConnectorContext,
): Promise<string[] | null> {
  const query = `SELECT ${names.join(', ')} FROM UserPermissionAccess LIMIT 1`;
  try {
    const { items } = await rows(system, { query, row: z.record(z.string(), z.unknown()) }, context);
    return names.filter((name) => items[0]?.[name] === true);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'rejected') return null;
    throw error;
  }
}

/** An object that the user may not see is refused as one that does not exist. */
async function reads(system: SalesforceSystem, context: ConnectorContext): Promise<Problem[]> {
  const objects = [
    'UserLogin',
    'AuthSession',
    ...(isLeft(system, 'tokens') ? [] : ['OauthToken']),
    ...(isLeft(system, 'permission-sets') ? [] : ['PermissionSetAssignment']),
    ...(isLeft(system, 'groups') ? [] : ['GroupMember']),
    ...(isLeft(system, 'permission-set-licences') ? [] : ['PermissionSetLicenseAssign']),
    ...(isLeft(system, 'package-licences') ? [] : ['UserPackageLicense']),
    ...(isLeft(system, 'jobs') ? [] : ['CronTrigger']),
    ...(isLeft(system, 'dashboards') ? [] : ['Dashboard']),
    ...(isLeft(system, 'reports') ? [] : ['Report USING SCOPE allPrivate']),
    'LoginHistory',
  ];
  const problems: Problem[] = [];
  for (const object of objects) {
    try {
      await rows(system, { query: `SELECT Id FROM ${object} LIMIT 1`, row: idShape }, context);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
      problems.push({
        message: `${object} may not be read (${error.message})`,
        fix: 'Give the user Manage Users, View Setup and, for reports, Manage All Private Reports and Dashboards, or leave it out with `leave`, where the edition does not have it.',
      });
    }
  }
  for (const type of typesOf(system.settings))
    await countOwned(system, { type, ownerId: '005000000000000AAA' }, context);
  await count(system, 'SELECT COUNT() FROM User', context);
  return problems;
}

async function heir(system: SalesforceSystem, context: ConnectorContext): Promise<Problem[]> {
  const { data } = system.settings;
  if (data === undefined || data.to === 'manager' || (await heirOf(system, '', context)) !== null) return [];
  return [
    {
      message: `${data.to}, who takes over what leavers own, is no active user, or several are`,
      fix: 'Name under data.to the address of one active user, or write manager.',
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: SalesforceSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `Salesforce refuses to let Relais in: ${error.message}`,
        fix: 'Check clientId and the secret or key under auth, that the connected app allows this flow, and that its user is active and approved for it.',
      };
    case 'throttled':
      return {
        message: error.message,
        fix: 'The organisation’s calls of the day are used up, or too many run at once; try again later.',
      };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} is your My Domain and can be reached.` };
  }
}
