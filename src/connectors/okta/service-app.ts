import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Auth } from '../http/auth.ts';
import { clientCredentials, requestToken, TokenRefused } from '../http/client-credentials.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { SigningKey } from '../http/signing-key.ts';

export interface ServiceApp {
  baseUrl: string;
  clientId: string;
  /** The secret that `key` was read from: it must never be shown. */
  privateKey: string;
  key: SigningKey;
}

export interface ServiceAppAuth extends Auth {
  /** Asks for a token of these scopes; answers what was granted, null when Okta refuses the set. */
  grantedOf(scopes: readonly string[], context: ConnectorContext): Promise<readonly string[] | null>;
}

/**
 * OAuth 2.0 client credentials with a signed assertion (private_key_jwt), the way Okta lets a service in.
 * https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
 */
export function serviceAppAuth(app: ServiceApp, scopes: readonly string[], http: HttpClient): ServiceAppAuth {
  const endpoint = `${app.baseUrl.replace(/\/$/, '')}/oauth2/v1/token`;
  const { key, algorithm, keyId } = app.key;

  const refuses = { en: 'Okta refuses the service app', fr: 'Okta refuse l’application de service' };
  const service = { http, path: '/oauth2/v1/token', refuses };

  const fieldsFor = async (asked: readonly string[], context: ConnectorContext) => {
    const at = Math.floor(context.now().getTime() / 1000);
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: algorithm, ...(keyId ? { kid: keyId } : {}) })
      .setIssuer(app.clientId)
      .setSubject(app.clientId)
      .setAudience(endpoint)
      .setIssuedAt(at)
      .setExpirationTime(at + 300)
      .setJti(randomUUID())
      .sign(key);
    return {
      scope: asked.join(' '),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
  };

  return {
    ...clientCredentials(service, (context) => fieldsFor(scopes, context), [app.privateKey]),
    async grantedOf(asked, context) {
      try {
        const { scope } = await requestToken(service, await fieldsFor(asked, context), context);
        return scope?.split(' ') ?? asked;
      } catch (error) {
        if (error instanceof TokenRefused && error.code === 'invalid_scope') return null;
        throw error;
      }
    },
  };
}
