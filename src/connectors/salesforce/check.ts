import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { heirOf } from './heir.ts';
import { neededPermissions } from './salesforce-settings.ts';
import type { SalesforceSystem } from './salesforce-system.ts';
import { rows } from './soql.ts';

/** Permissions of the user in whose name Relais works, and the heir. */
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
      steps: [() => heir(system, context)],
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
