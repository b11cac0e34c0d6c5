import { type Logger as BoltLogger, LogLevel, type webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { BlockSupport } from './block-support.ts';
import { PlainAgainClient } from './plain-again-client.ts';

export interface WebClientOptions {
  botToken: string;
  /** Another address than Slack's: the local workspace, a test. */
  slackApiUrl?: string;
  /** How Slack is reached, where that is not node's own way: through a proxy. */
  fetch?: typeof globalThis.fetch;
  /** By which token to speak in place of the one that a client was made with: tokens are renewed while Relais runs. */
  currentToken?: (made: string) => string;
  /**
   * Another token in place of one that Slack refused, by what the client was made with; null where there is none. The
   * call is made once more with it: nothing was done of the first.
   */
  otherToken?: (made: string, refused: string) => Promise<string | null>;
  log: Logger;
  /**
   * How often the client itself repeats a call. Zero, because a repeated post is a second message: what is tried again
   * is the engine's decision.
   */
  retries?: number;
  timeoutMilliseconds?: number;
}

export function createWebClient(options: WebClientOptions & { support: BlockSupport }): webApi.WebClient {
  return new PlainAgainClient(options.botToken, webClientOptions(options), options);
}

export function webClientOptions(options: Omit<WebClientOptions, 'botToken'>): webApi.WebClientOptions {
  return {
    ...(options.slackApiUrl && { slackApiUrl: options.slackApiUrl }),
    logger: boltLogger(options.log),
    fetch: withoutEcho(withCurrentToken(options.fetch ?? globalThis.fetch, options)),
    retryConfig: { retries: options.retries ?? 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: options.timeoutMilliseconds ?? 10_000,
  };
}

function withCurrentToken(
  fetch: typeof globalThis.fetch,
  { currentToken, otherToken }: Pick<WebClientOptions, 'currentToken' | 'otherToken'>,
): typeof globalThis.fetch {
  if (!currentToken) return fetch;
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    const [scheme, made] = (headers.get('authorization') ?? '').split(' ', 2);
    if (!made) return fetch(url, init);
    const callBy = async (token: string) => {
      headers.set('authorization', `${scheme} ${token}`);
      return withoutToken(await fetch(url, { ...init, headers }), token);
    };
    const current = currentToken(made);
    const answer = await callBy(current);
    if (!otherToken || !(await isTokenRefused(answer.clone()))) return answer;
    const other = await otherToken(made, current);
    return other === null ? answer : callBy(other);
  };
}

/** By which codes Slack refuses a token that is over. */
const overSchema = z.looseObject({
  ok: z.literal(false),
  error: z.enum(['token_expired', 'token_revoked', 'invalid_auth']),
});

async function isTokenRefused(answer: Response): Promise<boolean> {
  try {
    return overSchema.safeParse(await answer.json()).success;
  } catch {
    return false;
  }
}

/**
 * What comes back never holds the token that went out: a proxy's page or an error may quote it, and errors are logged.
 */
function withoutEcho(fetch: typeof globalThis.fetch): NonNullable<webApi.WebClientOptions['fetch']> {
  return async (url, init) => {
    const response = await fetch(url, init);
    const [, token] = (new Headers(init?.headers).get('authorization') ?? '').split(' ', 2);
    return token ? withoutToken(response, token) : response;
  };
}

async function withoutToken(response: Response, token: string): Promise<Response> {
  if (response.body === null) return response;
  const text = await response.text();
  const { status, statusText, headers } = response;
  return new Response(text.replaceAll(token, '[redacted]'), { status, statusText, headers: new Headers([...headers]) });
}

/** Bolt's and the client's words in our log; only warnings and errors, because the rest quotes whole messages. */
export function boltLogger(log: Logger): BoltLogger {
  const said = (words: unknown[]) =>
    words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words: unknown[]) => log.warn({ event: 'slack.sdk' }, said(words)),
    error: (...words: unknown[]) => log.error({ event: 'slack.sdk' }, said(words)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
