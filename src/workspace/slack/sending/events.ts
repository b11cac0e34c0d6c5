import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { bot, team, verificationToken } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { Sender } from './sender.ts';

/** Slack's: at once, after a minute, after five. */
export const slackRetryDelays: readonly number[] = [0, 60_000, 300_000];

export interface Events {
  /**
   * Sends an event the app subscribed to under `subscription`; returns after the first attempt, the others follow by
   * themselves.
   */
  send(subscription: string, event: Readonly<Record<string, unknown>> & { readonly type: string }): Promise<void>;
  stop(): void;
}

export function createEvents(slack: LocalSlack, sender: Sender, retryDelays: readonly number[]): Events {
  const stopping = new AbortController();

  const retry = async (body: object, firstProblem: string): Promise<void> => {
    let problem = firstProblem;
    for (const [index, delay] of retryDelays.entries()) {
      await wait(delay, undefined, { signal: stopping.signal, ref: false });
      const delivery = await sender.json(body, {
        'x-slack-retry-num': String(index + 1),
        'x-slack-retry-reason': problem === 'operation_timeout' ? 'http_timeout' : 'http_error',
      });
      if (delivery.ok || delivery.noRetry) return;
      problem = delivery.problem;
    }
    slack.log.warn({ problem }, 'An event was given up after its last retry');
  };

  return {
    send: async (subscription, event) => {
      if (!slack.app.events.includes(subscription)) return;
      const body = envelope(event);
      const delivery = await sender.json(body);
      if (delivery.ok || delivery.noRetry) return;
      retry(body, delivery.problem).catch((error: unknown) => {
        if (!stopping.signal.aborted) slack.log.warn({ err: error }, 'An event could not be sent again');
      });
    },
    stop: () => stopping.abort(),
  };
}

function envelope(event: object): object {
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: randomBytes(8).toString('hex'),
  };
}
