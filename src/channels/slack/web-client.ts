import { type Logger as BoltLogger, LogLevel, type webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { BlockSupport } from './block-support.ts';
import { PlainAgainClient } from './plain-again-client.ts';

export interface WebClientOptions {
  botToken: string;
  /** Another address than Slack's: the local workspace, a test. */
  slackApiUrl?: string;
  log: Logger;
  /** How often the client itself repeats a call. Zero, because a repeated post is a second message: what is tried again is the engine's decision. */
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
    fetch: fetchWithoutEcho,
    retryConfig: { retries: options.retries ?? 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: options.timeoutMilliseconds ?? 10_000,
  };
}

/** What comes back never holds the token that went out: a proxy's page or an error may quote it, and errors are logged. */
const fetchWithoutEcho: NonNullable<webApi.WebClientOptions['fetch']> = async (url, init) => {
  const response = await fetch(url, init);
  const [, token] = (new Headers(init?.headers).get('authorization') ?? '').split(' ', 2);
  if (!token || response.body === null) return response;
  const text = await response.text();
  const { status, statusText, headers } = response;
  return new Response(text.replaceAll(token, '[redacted]'), { status, statusText, headers });
};

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
