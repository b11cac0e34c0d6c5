import { decodeJwt } from 'jose';
import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ClientCredentials } from '../http/client-credentials.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { neededRoles } from './keycloak-settings.ts';
import type { KeycloakSystem } from './keycloak-system.ts';

const tokenShape = z.object({
  resource_access: z.object({ 'realm-management': z.object({ roles: z.array(z.string()) }) }),
});

/** The client, and the roles of its service account as far as its token tells them. */
export async function check(
  system: KeycloakSystem,
  auth: ClientCredentials,
  context: ConnectorContext,
): Promise<CheckReport> {
  const { settings } = system;
  const granted = async () => {
    const roles = rolesIn(await auth.renew(context));
    const problems = neededRoles
      .filter((each) => roles !== null && !roles.includes(each))
      .map((role) => ({
        message: {
          en: `the service account of ${settings.clientId} has no role ${role}`,
          fr: `le compte de service de ${settings.clientId} n’a pas le rôle ${role}`,
        },
        fix: {
          en: `In the realm ${settings.realm}: Clients, ${settings.clientId}, Service account roles, Assign role, Filter by clients: realm-management ${role}.`,
          fr: `Dans le realm ${settings.realm} : Clients, ${settings.clientId}, Service account roles, Assign role, Filter by clients : realm-management ${role}.`,
        },
      }));
    return { granted: roles, problems };
  };
  return checkReport(
    { needed: neededRoles, granted, steps: [], explain: (error) => problemOf(error, system) },
    context,
  );
}

/** What the token says serves only to tell an administrator what is missing: a realm may leave the roles out of it. */
function rolesIn(token: string): readonly string[] | null {
  try {
    return tokenShape.parse(decodeJwt(token)).resource_access['realm-management'].roles;
  } catch {
    return null;
  }
}

function problemOf(error: ConnectorError, { settings }: KeycloakSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Keycloak refuses the credentials: ${error.message}`,
          fr: `Keycloak refuse les identifiants : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check clientId and the secret behind ${settings.clientSecret}, and that the client has "Client authentication" and "Service accounts roles" switched on.`,
          fr: `Vérifiez clientId et le secret de ${settings.clientSecret}, et que « Client authentication » et « Service accounts roles » sont activés pour le client.`,
        },
      };
    case 'not-found':
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} has a realm ${settings.realm}; older installations answer below /auth.`,
          fr: `Vérifiez que ${settings.baseUrl} a un realm ${settings.realm} ; les installations plus anciennes répondent sous /auth.`,
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} is your Keycloak and can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} est bien votre Keycloak, et qu’il peut être joint.`,
        },
      };
  }
}
