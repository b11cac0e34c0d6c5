import { z } from 'zod';
import { type SlackSettings, slackApiUrlOf } from '../../config.ts';
import { type Finding, good, networkFix, note, problem, wordsOf } from './finding.ts';

export interface LookAtSlack {
  settings: SlackSettings;
  /** Bot scopes of the manifest. */
  needed: readonly string[];
  fetch: typeof globalThis.fetch;
  /** Where Slack's Web API is, ending with a slash; Slack's own when left out. */
  apiUrl?: string;
}

const answerSchema = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

const patience = 15_000;

/** Whether Slack knows the tokens, and whether the app was installed with every scope of the manifest. */
export async function lookAtSlack({
  settings,
  needed,
  fetch,
  apiUrl = slackApiUrlOf(settings),
}: LookAtSlack): Promise<Finding[]> {
  const call = async (method: string, token: string) => {
    const response = await fetch(`${apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      signal: AbortSignal.timeout(patience),
    });
    return { answer: answerSchema.parse(await response.json()), scopes: response.headers.get('x-oauth-scopes') };
  };
  try {
    const { answer, scopes } = await call('auth.test', settings.botToken);
    if (!answer.ok)
      return [
        problem(
          'slack',
          `Slack refuses SLACK_BOT_TOKEN: ${answer.error ?? 'no reason given'}.`,
          tokenFix(answer.error),
        ),
      ];
    return [
      good('slack', `Slack knows Relais as ${answer.user ?? 'a bot'} in ${answer.team ?? 'its workspace'}.`),
      scopeFinding(scopes, needed),
      ...(settings.appToken ? [await socketFinding(settings.appToken)] : []),
    ];
  } catch (error) {
    return [problem('slack', `Slack cannot be reached: ${wordsOf(error)}`, networkFix)];
  }

  /** Asking for a socket's address opens none. */
  async function socketFinding(appToken: string): Promise<Finding> {
    const { answer } = await call('apps.connections.open', appToken);
    return answer.ok
      ? good('slack', 'Socket Mode is open to Relais.')
      : problem(
          'slack',
          `Slack refuses SLACK_APP_TOKEN: ${answer.error ?? 'no reason given'}.`,
          'Switch on Socket Mode for the app, and make an app-level token with connections:write.',
        );
  }
}

function tokenFix(error: string | undefined): string {
  return error === 'account_inactive' || error === 'token_revoked'
    ? 'Install the app into the workspace again, and set the new bot token.'
    : 'Copy the bot token (xoxb-…) from "OAuth & Permissions" of your Slack app.';
}

function scopeFinding(scopes: string | null, needed: readonly string[]): Finding {
  if (scopes === null)
    return note('slack', `Slack did not say which scopes are granted; needed are ${needed.join(', ')}.`);
  const granted = scopes.split(',').map((scope) => scope.trim());
  const missing = needed.filter((scope) => !granted.includes(scope));
  return missing.length === 0
    ? good('slack', 'Every scope of the manifest is granted.')
    : problem(
        'slack',
        `The app lacks scopes: ${missing.join(', ')}.`,
        "Put manifest/slack.yaml into the app's manifest, and install the app into the workspace again.",
      );
}
