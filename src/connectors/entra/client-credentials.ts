import { randomUUID, X509Certificate } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import type { Auth } from '../http/auth.ts';
import { heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import { signingKeyOf } from '../http/signing-key.ts';
import { resolveSecret, SecretError } from '../secrets.ts';
import { type EntraSettings, loginUrl, scopeOf } from './entra-settings.ts';

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number() });
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
    throw new SecretError(`${auth.certificate}: the certificate does not belong to the key behind ${auth.privateKey}`);
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
    throw new SecretError(`${ref}: cannot be read as a certificate; expected PEM (BEGIN CERTIFICATE)`);
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

  const token = heldToken(async (context) => {
    const now = context.now();
    const fields = await proof.fields(endpoint, now);
    for (const value of Object.values(fields)) http.redact.hide(value);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.clientId,
      scope: scopeOf(settings),
      ...fields,
    });
    const reply = await http.send('POST', path, context, { form, changesNothing: true, expect: [400, 401] });
    const parsed = tokenShape.safeParse(reply.status === 200 ? reply.data : null);
    if (!parsed.success) {
      // The code alone: the description that comes with it quotes ids, times and sometimes what was sent.
      const { error } = z
        .object({ error: z.string() })
        .catch({ error: `HTTP ${reply.status}` })
        .parse(reply.data);
      const detail = http.redact.text(error);
      throw new ConnectorError('unauthorised', `Entra refuses the app registration: ${detail}`, {
        evidence: [{ ...reply.evidence, detail }],
      });
    }
    const { access_token, expires_in } = parsed.data;
    http.redact.hide(access_token);
    // Renewed a minute early, so that no call starts with a token that ends under way.
    return { token: access_token, until: now.getTime() + (expires_in - 60) * 1000 };
  });

  return {
    secrets: proof.secrets,
    headers: async (context) => ({ authorization: `Bearer ${await token.get(context)}` }),
    refused: token.drop,
    // A token held from before would not show what was consented to since.
    granted: async (context) => rolesOf(await token.renew(context)),
  };
}

/** Microsoft promises nothing about the inside of a Graph token, so it only serves to tell an administrator what is missing. */
function rolesOf(token: string): readonly string[] | null {
  try {
    return rolesShape.parse(decodeJwt(token)).roles;
  } catch {
    return null;
  }
}
