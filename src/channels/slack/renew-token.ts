import { z } from 'zod';

/** What the installation of an app gave whose tokens rotate, and by what the app proves itself. */
export interface RotatingCredentials {
  botToken: string;
  refreshToken: string;
  clientId: string;
  clientSecret: string;
}

/**
 * What Slack said to a refresh token. `unknown`: it may be used up all the same. Texts are in English, for the log, and
 * hold no token.
 */
export type Renewal =
  | { type: 'renewed'; botToken: string; refreshToken: string; lifetime: number }
  | { type: 'refused' | 'unknown'; because: string };

const patience = 15_000;

const renewedSchema = z.looseObject({
  ok: z.literal(true),
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().positive(),
});
const refusedSchema = z.looseObject({ ok: z.literal(false), error: z.string().regex(/^\w{1,60}$/) });

/**
 * Of Slack's codes, those that tell of its own trouble and not of the token:
 * https://docs.slack.dev/reference/methods/oauth.v2.access
 */
const passing = new Set([
  ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited', 'rollup_error'],
  'team_added_to_org',
]);

/** `oauth.v2.access` with a refresh token. Asked once: a second try would be one with a token that may be used up. */
export function createRenewal({ fetch, apiUrl }: { fetch: typeof globalThis.fetch; apiUrl: string }): {
  renew(app: Pick<RotatingCredentials, 'clientId' | 'clientSecret'>, refreshToken: string): Promise<Renewal>;
} {
  return {
    async renew({ clientId, clientSecret }, refreshToken) {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId };
      try {
        const response = await fetch(`${apiUrl}oauth.v2.access`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ ...form, client_secret: clientSecret }).toString(),
          signal: AbortSignal.timeout(patience),
        });
        return renewalOf(response.status, await response.text());
      } catch (error) {
        const name = error instanceof Error ? error.name : 'no reason given';
        return { type: 'unknown', because: `Slack did not answer (${name})` };
      }
    },
  };
}

function renewalOf(status: number, text: string): Renewal {
  const body = jsonOf(text);
  const renewed = renewedSchema.safeParse(body).data;
  if (renewed) {
    const { access_token: botToken, refresh_token, expires_in } = renewed;
    return { type: 'renewed', botToken, refreshToken: refresh_token, lifetime: expires_in * 1000 };
  }
  const refused = refusedSchema.safeParse(body).data;
  if (refused)
    return { type: passing.has(refused.error) ? 'unknown' : 'refused', because: `Slack says ${refused.error}` };
  return { type: 'unknown', because: `Slack answered ${status}, and nothing that could be read` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
