import { SignJWT } from 'jose';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth } from '../http/auth.ts';
import { type ClientCredentials, clientCredentials } from '../http/client-credentials.ts';
import { clientFor } from '../http/http-settings.ts';
import { type SigningKey, signingKeyOf } from '../http/signing-key.ts';
import { resolveSecret } from '../secrets.ts';
import type { SalesforceSettings } from './salesforce-settings.ts';

/** Salesforce takes an assertion for three minutes. */
const assertionSeconds = 180;

/**
 * Signs calls with a token of a connected app, by client credentials or by a signed assertion. Salesforce does not tell
 * when a token ends; a 401 asks for another.
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm
 */
export function signIn(
  settings: SalesforceSettings,
  deps: ConnectorDependencies,
  limits: { perMinute: number; concurrency: number },
): ClientCredentials {
  const service = {
    http: clientFor(settings, deps, { auth: noAuth, part: 'sign-in', ...limits }),
    path: '/services/oauth2/token',
    refuses: { en: 'Salesforce refuses the connected app', fr: 'Salesforce refuse l’application connectée' },
  };
  const { auth } = settings;
  if (auth.method === 'client-credentials') {
    const secret = resolveSecret(auth.clientSecret, deps);
    const fields = { client_id: auth.clientId, client_secret: secret };
    return clientCredentials(service, async () => fields, [secret]);
  }
  const pem = resolveSecret(auth.privateKey, deps);
  const key = signingKeyOf(pem, auth.privateKey);
  const fields = async (context: ConnectorContext) => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await assertionOf(auth, key, context),
  });
  return clientCredentials(service, fields, [pem]);
}

function assertionOf(
  { clientId, username, audience }: { clientId: string; username: string; audience: string },
  { key, algorithm }: SigningKey,
  context: ConnectorContext,
): Promise<string> {
  const at = Math.floor(context.now().getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audience)
    .setExpirationTime(at + assertionSeconds)
    .sign(key);
}

/**
 * The user in the address by which Salesforce names whose token it is: `…/id/<organisation>/<user>`.
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm
 */
export function userIn(identity: string | null): string | null {
  return /\/id\/[^/]+\/(005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)$/.exec(identity ?? '')?.[1] ?? null;
}
