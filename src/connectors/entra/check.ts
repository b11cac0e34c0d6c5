import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type CheckFrame, checkReport, type Problem } from '../kit/check-frame.ts';
import type { EntraAuth } from './client-credentials.ts';
import { loginUrl, neededPermissions } from './entra-settings.ts';
import { idShape } from './entra-shapes.ts';
import type { EntraSystem } from './entra-system.ts';
import { missing } from './missing-permissions.ts';

const page = z.object({ value: z.array(idShape) });

/** Permissions and settings, by reads only; what is granted stands in the access token itself. */
export async function check(system: EntraSystem, auth: EntraAuth, context: ConnectorContext): Promise<CheckReport> {
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
        ...(await unknownProtected(system, within)),
        ...(system.settings.signIns ? await unreadableSignIns(system, within) : []),
      ],
    ],
    explain: (error) => problemOf(error, system),
  };
  return checkReport(frame, context);
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
