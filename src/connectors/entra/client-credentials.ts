import { randomUUID, X509Certificate } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import type { Auth } from '../http/auth.ts';
import { clientCredentials as oauthCredentials } from '../http/client-credentials.ts';
import type { HttpClient } from '../http/http-client.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { resolveSecret, SecretError } from '../secrets.ts';
import { type EntraSettings, loginUrl, scopeOf } from './entra-settings.ts';

const rolesShape = z.object({ roles: z.array(z.string()).default([]) });

/** Makes the fields that prove to the login service who asks. */
export interface ClientProof {
  fields(endpoint: string, now: Date): Promise<Readonly<Record<string, string>>>;
  /** Never to be shown. */
  secrets: readonly string[];
}

export interface EntraAuth extends Auth {
  /** The application permissions in the access token; null when the token cannot be read. */
  granted(context: ConnectorContext): Promise<readonly string[] | null>;
}

/** From the settings: a client secret, or an assertion signed with the certificate's key. */
export function clientProofOf({ auth, clientId }: EntraSettings, deps: ConnectorDependencies): ClientProof {
  if (auth.method === 'secret') {
    const secret = resolveSecret(auth.clientSecret, deps);
    return { secrets: [secret], fields: async () => ({ client_secret: secret }) };
  }
  const pem = resolveSecret(auth.privateKey, deps);
  const { key } = signingKeyOf(pem, auth.privateKey);
  const certificate = certificateOf(resolveSecret(auth.certificate, deps), auth.certificate);
  if (!certificate.checkPrivateKey(key))
    throw new SecretError({
      en: `${auth.certificate}: the certificate does not belong to the key behind ${auth.privateKey}`,
      fr: `${auth.certificate} : le certificat ne va pas avec la clé de ${auth.privateKey}`,
    });
  // https://learn.microsoft.com/entra/identity-platform/certificate-credentials
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
  return {
    secrets: [pem],
    async fields(endpoint, now) {
      const at = Math.floor(now.getTime() / 1000);
      const assertion = await new SignJWT()
        .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(endpoint)
        .setIssuedAt(at)
        .setNotBefore(at)
        .setExpirationTime(at + 300)
        .setJti(randomUUID())
        .sign(key);
      return {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      };
    },
  };
}

function certificateOf(pem: string, ref: string): X509Certificate {
  try {
    return new X509Certificate(pem.replaceAll('\\n', '\n'));
  } catch {
    // Without the cause: the file may hold the key too.
    throw new SecretError({
      en: `${ref}: cannot be read as a certificate; expected PEM (BEGIN CERTIFICATE)`,
      fr: `${ref} : ne peut pas être lu comme un certificat ; attendu du PEM (BEGIN CERTIFICATE)`,
    });
  }
}

/**
 * OAuth 2.0 client credentials through our own HTTP client, with its limits, its guard and its redaction; it is one
 * POST. `http` speaks to the login service.
 */
export function clientCredentials(
  settings: Pick<EntraSettings, 'tenant' | 'clientId' | 'cloud' | 'baseUrl' | 'loginUrl'>,
  proof: ClientProof,
  http: HttpClient,
): EntraAuth {
  const path = `/${settings.tenant}/oauth2/v2.0/token`;
  const endpoint = `${loginUrl(settings)}${path}`;

  const refuses = { en: 'Entra refuses the app registration', fr: 'Entra refuse l’inscription d’application' };
  const service = { http, path, refuses };
  const auth = oauthCredentials(
    service,
    async (context) => ({
      client_id: settings.clientId,
      scope: scopeOf(settings),
      ...(await proof.fields(endpoint, context.now())),
    }),
    proof.secrets,
  );
  return { ...auth, granted: async (context) => rolesOf(await auth.renew(context)) };
}

/**
 * Microsoft promises nothing about the inside of a Graph token, so it only serves to tell an administrator what is
 * missing.
 */
function rolesOf(token: string): readonly string[] | null {
  try {
    return rolesShape.parse(decodeJwt(token)).roles;
  } catch {
    return null;
  }
}
