import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { neededScopes } from './okta-settings.ts';
import { userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { rehearsal } from './rehearsal.ts';
import type { ServiceAppAuth } from './service-app.ts';

/**
 * Credentials, scopes and settings, by reads only. An API token does not tell its rights: what a departure reads is
 * tried after this.
 */
export async function check(
  system: OktaSystem,
  serviceApp: ServiceAppAuth | null,
  context: ConnectorContext,
): Promise<CheckReport> {
  const needed = neededScopes(system.settings);
  const frame = {
    needed,
    steps: [() => systemLog(system, context), () => superAdmins(system, context)],
    explain: (error: ConnectorError) => problemOf(error, system),
  };
  if (serviceApp === null) return checkReport(frame, context);
  const granted = async () => {
    const scopes = await grantedScopes(serviceApp, needed, context);
    const problems = needed
      .filter((each) => !scopes.includes(each))
      .map((scope) => ({
        message: { en: `the scope ${scope} is not granted`, fr: `la portée ${scope} n’est pas accordée` },
        fix: {
          en: `In the Okta admin console, Applications, the service app, Okta API Scopes: grant ${scope}.`,
          fr: `Dans la console d’administration d’Okta, Applications, l’application de service, Okta API Scopes : accordez ${scope}.`,
        },
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

/** Sign-ins after a departure are read from it. */
async function systemLog({ http, settings }: OktaSystem, context: ConnectorContext): Promise<Problem[]> {
  try {
    await http.get('/api/v1/logs?limit=1', z.unknown(), context);
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || !['unauthorised', 'unproven'].includes(error.kind)) throw error;
    return [
      {
        message: {
          en: `the credentials may not read the system log (${error.message})`,
          fr: `les identifiants ne permettent pas de lire le journal système (${inFrench(error.words)})`,
        },
        fix: rehearsal.grant({ settings, http }, null),
      },
    ];
  }
}

async function superAdmins({ settings, http }: OktaSystem, context: ConnectorContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const login of settings.superAdmins) {
    const { data } = await http.find(path`/api/v1/users/${login}`, userShape, context);
    if (data?.status === 'ACTIVE') continue;
    problems.push({
      message: {
        en: `${login}, listed under superAdmins, ${data ? `is ${data.status}` : 'does not exist'}`,
        fr: `${login}, nommé sous superAdmins, ${data ? `est ${data.status}` : 'n’existe pas'}`,
      },
      fix: {
        en: 'Name an active super administrator who stays; until then super administrators are protected.',
        fr: 'Nommez un super administrateur actif qui reste ; d’ici là, les super administrateurs sont protégés.',
      },
    });
  }
  return problems;
}

function problemOf(error: ConnectorError, { settings }: OktaSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Okta refuses the credentials: ${error.message}`,
          fr: `Okta refuse les identifiants : ${inFrench(error.words)}`,
        },
        fix:
          settings.auth.method === 'token'
            ? {
                en: `Check the API token behind ${settings.auth.token}; tokens end when unused for 30 days and when their creator is deactivated.`,
                fr: `Vérifiez le jeton d’API de ${settings.auth.token} ; les jetons expirent après 30 jours sans usage, et quand leur créateur est désactivé.`,
              }
            : {
                en: 'Check clientId, the key and its kid, and that the app does not demand DPoP, which Relais does not speak.',
                fr: 'Vérifiez clientId, la clé et son kid, et que l’application n’exige pas DPoP, que Relais ne parle pas.',
              },
      };
    case 'throttled':
      return {
        message: error.words,
        fix: {
          en: 'Okta is throttling; try again in a minute, or lower perMinute.',
          fr: 'Okta limite les appels ; réessayez dans une minute, ou baissez perMinute.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} is the organisation and can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} est bien l’organisation, et qu’elle peut être jointe.`,
        },
      };
  }
}
