import { z } from 'zod';
import { type SlackSettings, slackApiUrlOf } from '../../config.ts';
import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
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
          {
            en: `Slack refuses SLACK_BOT_TOKEN: ${answer.error ?? 'no reason given'}.`,
            fr: `Slack refuse SLACK_BOT_TOKEN : ${answer.error ?? 'sans raison donnée'}.`,
          },
          tokenFix(answer.error),
        ),
      ];
    return [
      good('slack', {
        en: `Slack knows Relais as ${answer.user ?? 'a bot'} in ${answer.team ?? 'its workspace'}.`,
        fr: `Slack connaît Relais comme ${answer.user ?? 'un bot'} dans ${answer.team ?? 'son espace de travail'}.`,
      }),
      scopeFinding(scopes, needed),
      ...(settings.appToken ? [await socketFinding(settings.appToken)] : []),
    ];
  } catch (error) {
    return [
      problem(
        'slack',
        {
          en: `Slack cannot be reached: ${inEnglish(wordsOf(error))}`,
          fr: `Slack ne peut pas être joint : ${inFrench(wordsOf(error))}`,
        },
        networkFix,
      ),
    ];
  }

  /** Asking for a socket's address opens none. */
  async function socketFinding(appToken: string): Promise<Finding> {
    const { answer } = await call('apps.connections.open', appToken);
    return answer.ok
      ? good('slack', { en: 'Socket Mode is open to Relais.', fr: 'Socket Mode est ouvert à Relais.' })
      : problem(
          'slack',
          {
            en: `Slack refuses SLACK_APP_TOKEN: ${answer.error ?? 'no reason given'}.`,
            fr: `Slack refuse SLACK_APP_TOKEN : ${answer.error ?? 'sans raison donnée'}.`,
          },
          {
            en: 'Switch on Socket Mode for the app, and make an app-level token with connections:write.',
            fr: 'Activez Socket Mode pour l’application, et créez un jeton de niveau application avec connections:write.',
          },
        );
  }
}

function tokenFix(error: string | undefined): Localized {
  return error === 'account_inactive' || error === 'token_revoked'
    ? {
        en: 'Install the app into the workspace again, and set the new bot token.',
        fr: 'Réinstallez l’application dans l’espace de travail, et réglez le nouveau jeton de bot.',
      }
    : {
        en: 'Copy the bot token (xoxb-…) from "OAuth & Permissions" of your Slack app.',
        fr: 'Copiez le jeton de bot (xoxb-…) depuis « OAuth & Permissions » de votre application Slack.',
      };
}

function scopeFinding(scopes: string | null, needed: readonly string[]): Finding {
  if (scopes === null)
    return note('slack', {
      en: `Slack did not say which scopes are granted; needed are ${needed.join(', ')}.`,
      fr: `Slack n’a pas dit quelles portées sont accordées ; il faut ${needed.join(', ')}.`,
    });
  const granted = scopes.split(',').map((scope) => scope.trim());
  const missing = needed.filter((scope) => !granted.includes(scope));
  return missing.length === 0
    ? good('slack', {
        en: 'Every scope of the manifest is granted.',
        fr: 'Toutes les portées du manifeste sont accordées.',
      })
    : problem(
        'slack',
        {
          en: `The app lacks scopes: ${missing.join(', ')}.`,
          fr: `Il manque des portées à l’application : ${missing.join(', ')}.`,
        },
        {
          en: "Put manifest/slack.yaml into the app's manifest, and install the app into the workspace again.",
          fr: 'Mettez manifest/slack.yaml dans le manifeste de l’application, et réinstallez-la dans l’espace de travail.',
        },
      );
}
