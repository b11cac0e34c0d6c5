import { AppCredentials, type AuthenticatorResult, type ServiceClientCredentialsFactory } from 'botframework-connector';
import { z } from 'zod';
import { botClouds } from './clouds.ts';
import type { Credentials } from './connection.ts';

/** How long Microsoft may take for a token; in milliseconds. */
const patience = 10_000;

const answerSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const refusalSchema = z.looseObject({ error: z.string() });

/**
 * How the bot gets its tokens: client credentials of OAuth 2.0, over a `fetch` that knows the way out (a proxy), from
 * the cloud of the tenant. Undefined for a managed identity, which asks its own machine, and for no credentials:
 * botbuilder brings what these need.
 */
export function createBotTokens(
  credentials: Credentials | null,
  fetch: typeof globalThis.fetch,
): ServiceClientCredentialsFactory | undefined {
  if (credentials === null || credentials.password === null) return undefined;
  const proof = { ...credentials, password: credentials.password };
  return {
    isValidAppId: async (appId) => appId === credentials.appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async (_appId, audience) => new BotCredentials(proof, audience, fetch),
  };
}

type Proof = Credentials & { password: () => string };

/** One audience's token; botbuilder keeps it until shortly before its end. */
class BotCredentials extends AppCredentials {
  readonly #proof: Proof;
  readonly #fetch: typeof globalThis.fetch;
  constructor(proof: Proof, audience: string | undefined, fetch: typeof globalThis.fetch) {
    super(proof.appId, proof.tenantId, audience ?? botClouds[proof.cloud].scope);
    this.#proof = proof;
    this.#fetch = fetch;
  }

  protected async refreshToken(): Promise<AuthenticatorResult> {
    const { appId, password, tenantId, type, cloud } = this.#proof;
    const { login, sharedTenant } = botClouds[cloud];
    const tenant = type === 'MultiTenant' ? sharedTenant : tenantId;
    const response = await this.#fetch(`${login}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password(),
        scope: this.oAuthScope.endsWith('/.default') ? this.oAuthScope : `${this.oAuthScope}/.default`,
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    const answer: unknown = await response.json().catch(() => null);
    const token = answerSchema.safeParse(answer).data;
    if (!response.ok || !token) {
      // Microsoft's description quotes what was sent; its code does not.
      const code = refusalSchema.safeParse(answer).data?.error ?? `HTTP ${response.status}`;
      throw new Error(`Microsoft gives the bot no token: ${code.slice(0, 60)}`);
    }
    return { accessToken: token.access_token, expiresOn: new Date(Date.now() + token.expires_in * 1000) };
  }
}
