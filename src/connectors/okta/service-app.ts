import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Auth } from '../http/auth.ts';
import { heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { SigningKey } from '../http/signing-key.ts';

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number(), scope: z.string().nullish() });

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

  const request = async (asked: readonly string[], context: ConnectorContext) => {
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
    http.redact.hide(assertion);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: asked.join(' '),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    const reply = await http.send('POST', '/oauth2/v1/token', context, {
      form,
      changesNothing: true,
      expect: [400, 401],
    });
    return reply;
  };

  const refused = (reply: Awaited<ReturnType<typeof request>>) => {
    const { error } = z
      .object({ error: z.string() })
      .catch({ error: `HTTP ${reply.status}` })
      .parse(reply.data);
    const evidence = { ...reply.evidence, detail: http.redact.text(error) };
    return new ConnectorError('unauthorised', http.redact.text(`Okta refuses the service app: ${error}`), {
      evidence: [evidence],
    });
  };

  const token = heldToken(async (context) => {
    const now = context.now().getTime();
    const reply = await request(scopes, context);
    if (reply.status !== 200) throw refused(reply);
    const issued = tokenShape.safeParse(reply.data);
    if (!issued.success) throw refused(reply);
    // Renewed a minute early, so that no call starts with a token that ends under way.
    return { token: issued.data.access_token, until: now + (issued.data.expires_in - 60) * 1000 };
  });

  return {
    secrets: [app.privateKey],
    headers: async (context) => ({ authorization: `Bearer ${await token.get(context)}` }),
    refused: token.drop,
    async grantedOf(asked, context) {
      const reply = await request(asked, context);
      if (reply.status === 200) {
        const token = tokenShape.safeParse(reply.data);
        if (!token.success) throw refused(reply);
        http.redact.hide(token.data.access_token);
        return token.data.scope?.split(' ') ?? asked;
      }
      const { error } = z.object({ error: z.string() }).catch({ error: '' }).parse(reply.data);
      if (error === 'invalid_scope') return null;
      throw refused(reply);
    },
  };
}
