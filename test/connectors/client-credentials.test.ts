import { describe, expect, it } from 'vitest';
import { noAuth } from '../../src/connectors/http/auth.ts';
import { clientCredentials, requestToken, TokenRefused } from '../../src/connectors/http/client-credentials.ts';
import { createHttpClient } from '../../src/connectors/http/http-client.ts';

const context = { now: () => new Date('2026-03-02T09:00:00.000Z'), signal: new AbortController().signal };

/** A token service that answers what it is told, and keeps what it was sent. */
function service(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const sent: string[] = [];
  const http = createHttpClient({
    baseUrl: 'https://login.example.com',
    auth: noAuth,
    limits: { concurrency: 2 },
    timeoutMs: 2000,
    allowPrivateAddresses: false,
    fetch: async (_, { body }) => {
      const [status, answer] = answers[Math.min(sent.length, answers.length - 1)] ?? [500, null];
      sent.push(body ?? '');
      return new Response(JSON.stringify(answer), { status });
    },
  });
  return {
    sent,
    of: { http, path: '/token', refuses: { en: 'Example refuses the app', fr: 'Example refuse l’application' } },
  };
}

describe('client credentials', () => {
  it('ask once, sign calls with the token, and ask anew after a refusal', async () => {
    const { sent, of } = service(
      [200, { access_token: 'first-token', expires_in: '3600' }],
      [200, { access_token: 'second-token', expires_in: 3600 }],
    );
    const auth = clientCredentials(of, async () => ({ client_id: 'app', client_secret: 'canary-secret' }), []);
    const sign = () => auth.headers(context, { method: 'GET', url: new URL('https://x.example.com'), body: null });
    expect(await sign()).toEqual({ authorization: 'Bearer first-token' });
    expect(await sign()).toEqual({ authorization: 'Bearer first-token' });
    auth.refused?.();
    expect(await sign()).toEqual({ authorization: 'Bearer second-token' });
    expect(sent).toEqual(Array(2).fill('grant_type=client_credentials&client_id=app&client_secret=canary-secret'));
  });

  it('tell the code of a refusal, and nothing of what was sent or described', async () => {
    const body = { error: 'invalid_client', error_description: 'the secret canary-secret is wrong' };
    const { of } = service([401, body]);
    const error = await requestToken(of, { client_secret: 'canary-secret' }, context).catch(
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof TokenRefused)) throw error;
    expect(error).toMatchObject({ kind: 'unauthorised', code: 'invalid_client' });
    expect(error.message).toBe('Example refuses the app: invalid_client');
    expect(JSON.stringify(error.evidence)).not.toContain('canary');
  });

  it('take a success without a token for a refusal', async () => {
    const { of } = service([200, { access_token: '' }]);
    await expect(requestToken(of, {}, context)).rejects.toMatchObject({ kind: 'unauthorised' });
  });
});
