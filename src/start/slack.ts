import { createRotatingToken, type RotatingToken } from '../channels/slack/rotating-token.ts';
import { createSlackApp, type SlackApp, type SlackAppOptions } from '../channels/slack/slack-app.ts';
import { isNoAnswer } from '../channels/slack/slack-error.ts';
import { type Config, type SlackSettings, slackApiUrlOf } from '../config.ts';
import type { Metrics } from '../engine/metrics.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import type { HttpServer } from '../http/server.ts';
import type { Outbound } from '../network/outbound.ts';
import { slackWords } from '../views/slack-words.ts';
import type { PlatformSecrets } from './reload.ts';

/** What every channel is given: how it answers people, and what it needs for it. */
export type Spoken = Pick<
  SlackAppOptions,
  'conversation' | 'directory' | 'log' | 'defaultLocale' | 'once' | 'storeAnswers'
>;

/** How a Slack of our own is reached, and what it proves itself with. */
export interface LocalSlack {
  botToken: string;
  signingSecret: string;
  slackApiUrl: string | undefined;
}

/** Slack's side of Relais, its events mounted on the server; not started yet. */
export function mountSlack(
  { slack: settings, roles }: Pick<Config, 'slack' | 'roles'>,
  given: {
    spoken: Spoken;
    http: HttpServer;
    outbound: Outbound;
    /** By which secrets Relais speaks at this moment. */
    platforms: PlatformSecrets;
    notes: NotesStore;
    metrics: Pick<Metrics, 'slackTokenEnds'>;
    /** In place of Slack where none is set. */
    local: LocalSlack;
    /** A workspace of a test's own. */
    elsewhere: Pick<SlackAppOptions, 'slackApiUrl' | 'pace'> | undefined;
  },
): SlackApp {
  const { spoken, http, outbound, local, elsewhere } = given;
  const rotating = settings && rotatingToken(settings, given);
  const slack = createSlackApp({
    ...spoken,
    words: slackWords,
    outbound,
    ...transportOf(settings, local),
    ...deafUnless(roles),
    ...(settings && { renewed: renewedBy(settings, { ...given, rotating }) }),
    ...elsewhere,
  });
  const { listener } = slack;
  if (listener)
    http.mount((request, response, next) => {
      if (request.path === '/slack/events') listener(request, response);
      else next();
    });
  if (!rotating) return slack;
  return {
    ...slack,
    async start() {
      await rotating.start();
      return slack.start();
    },
    async stop() {
      await slack.stop();
      await rotating.stop();
    },
  };
}

/** Null where tokens do not rotate, or somebody else renews them. */
function rotatingToken(
  first: SlackSettings,
  { platforms, notes, metrics, outbound, spoken, elsewhere }: Parameters<typeof mountSlack>[1],
): RotatingToken | null {
  const { rotation } = first;
  if (rotation === null) return null;
  return createRotatingToken({
    ...{ notes, fetch: outbound.fetch, log: spoken.log },
    apiUrl: elsewhere?.slackApiUrl ?? slackApiUrlOf(first),
    settings: () => {
      const now = platforms.slack ?? first;
      return { ...(now.rotation ?? rotation), botToken: now.botToken };
    },
    renewed: (endsAt) => metrics.slackTokenEnds.set(Math.floor(endsAt / 1000)),
  });
}

/** A worker speaks, and leaves hearing to others. */
function deafUnless(roles: Config['roles']): { transport?: { type: 'none' } } {
  return roles.includes('web') ? {} : { transport: { type: 'none' } };
}

function renewedBy(
  first: SlackSettings,
  { platforms, rotating }: { platforms: PlatformSecrets; rotating: RotatingToken | null },
): NonNullable<SlackAppOptions['renewed']> {
  const now = () => platforms.slack ?? first;
  return {
    // A token that is not ours to renew stays as it is: Socket Mode's own.
    currentToken: (made) =>
      made === first.botToken
        ? (rotating?.current() ?? now().botToken)
        : made === first.appToken
          ? (now().appToken ?? made)
          : made,
    ...(rotating && {
      otherToken: async (made, refused) => (made === first.botToken ? rotating.other(refused) : null),
    }),
    signingSecret: () => now().signingSecret ?? '',
  };
}

function transportOf(slack: Config['slack'], { botToken, signingSecret, slackApiUrl }: LocalSlack) {
  if (!slack)
    return { botToken, transport: { type: 'http' as const, signingSecret }, ...(slackApiUrl && { slackApiUrl }) };
  const there = { botToken: slack.botToken, slackApiUrl: slackApiUrlOf(slack) };
  if (slack.appToken) return { ...there, transport: { type: 'socket' as const, appToken: slack.appToken } };
  return { ...there, transport: { type: 'http' as const, signingSecret: slack.signingSecret ?? '' } };
}

/** Asks Slack who we are before anything else happens: a wrong token shows at once, in words that say what to do. */
export async function startSlack(slack: SlackApp): Promise<void> {
  try {
    await slack.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    if (isNoAnswer(error))
      throw new Error(
        `Slack did not answer: ${reason}\nRelais ends here; whatever supervises it may start it again. Check that this machine reaches slack.com; "relais doctor" looks closer.`,
        { cause: error },
      );
    throw new Error(
      `Slack did not accept Relais: ${reason}\nCheck SLACK_BOT_TOKEN (and SLACK_APP_TOKEN), and that this machine reaches slack.com; "relais doctor" looks closer. See README.md, "Going live on Slack".`,
      { cause: error },
    );
  }
}
