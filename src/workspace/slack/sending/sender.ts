import { createHmac } from 'node:crypto';
import type { WorkspaceLog } from '../local-slack.ts';

/** What became of one request to the app. The problems are Slack's words. */
export type Delivery =
  | { ok: true; body: string }
  | { ok: false; problem: 'operation_timeout' | 'dispatch_failed' | 'dispatch_unknown_error'; noRetry: boolean };

/** Slack's edge: signs what a person did and posts it to the app's one request URL. */
export interface Sender {
  form(fields: Readonly<Record<string, string>>): Promise<Delivery>;
  json(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Delivery>;
}

export function createSender(options: {
  signingSecret: string;
  eventsUrl: () => string;
  /** How long the app has to acknowledge; Slack gives three seconds. */
  patience: number;
  log: WorkspaceLog;
}): Sender {
  const { signingSecret, eventsUrl, patience, log } = options;

  const post = async (body: string, headers: Readonly<Record<string, string>>): Promise<Delivery> => {
    // The real clock, not the workspace's: Bolt refuses what is five minutes away from Date.now().
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    try {
      const response = await fetch(eventsUrl(), {
        method: 'POST',
        body,
        headers: {
          ...headers,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      });
      const answer = await response.text();
      if (response.ok) return { ok: true, body: answer };
      log.warn({ status: response.status }, 'The app refused a request of the local Slack');
      return { ok: false, problem: 'dispatch_failed', noRetry: response.headers.get('x-slack-no-retry') === '1' };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      log.warn({ err: error }, late ? 'The app did not acknowledge in time' : 'The app cannot be reached');
      return { ok: false, problem: late ? 'operation_timeout' : 'dispatch_unknown_error', noRetry: false };
    }
  };

  return {
    form: (fields) =>
      post(new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' }),
    json: (body, headers = {}) => post(JSON.stringify(body), { ...headers, 'content-type': 'application/json' }),
  };
}
