import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
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
      message: {
        en: `${entry}, listed under protected, does not exist`,
        fr: `${entry}, nommé sous protected, n’existe pas`,
      },
      fix: {
        en: 'Write its user principal name or object id as the Entra admin centre shows it, or take it off the list.',
        fr: 'Écrivez son nom d’utilisateur principal ou son identifiant d’objet tel que le centre d’administration Entra le montre, ou retirez-le de la liste.',
      },
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
        message: {
          en: `sign-ins cannot be read (${error.message})`,
          fr: `les connexions ne peuvent pas être lues (${inFrench(error.words)})`,
        },
        fix: {
          en: 'They need Entra ID P1 or P2. Without it set signIns to false: use after departure is then not watched.',
          fr: 'Il faut Entra ID P1 ou P2. Sinon, mettez signIns à false : l’usage après le départ n’est alors pas surveillé.',
        },
      },
    ];
  }
}

function problemOf(error: ConnectorError, { settings }: EntraSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Entra refuses the credentials: ${error.message}`,
          fr: `Entra refuse les identifiants : ${inFrench(error.words)}`,
        },
        fix:
          settings.auth.method === 'secret'
            ? {
                en: `Check tenant, clientId and the client secret behind ${settings.auth.clientSecret}; secrets expire.`,
                fr: `Vérifiez tenant, clientId et le secret client de ${settings.auth.clientSecret} ; les secrets expirent.`,
              }
            : {
                en: 'Check tenant and clientId, and that this certificate is uploaded to the app registration and has not expired.',
                fr: 'Vérifiez tenant et clientId, et que ce certificat est déposé dans l’inscription d’application et n’a pas expiré.',
              },
      };
    case 'throttled':
      return {
        message: error.words,
        fix: {
          en: 'Graph is throttling; try again in a minute, or lower perMinute.',
          fr: 'Graph limite les appels ; réessayez dans une minute, ou baissez perMinute.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check tenant and cloud, and that Graph and ${loginUrl(settings)} can be reached from here.`,
          fr: `Vérifiez tenant et cloud, et que Graph et ${loginUrl(settings)} peuvent être joints d’ici.`,
        },
      };
  }
}
