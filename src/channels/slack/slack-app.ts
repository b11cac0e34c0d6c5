import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { App, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { Locale, Person } from '../../domain/people/people.ts';
import type { Conversation } from '../../engine/conversation/conversation.ts';
import type { Channel } from '../../engine/ports/channel.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { GroupSource } from '../../engine/ports/group-source.ts';
import type { OnceStore } from '../../engine/ports/store.ts';
import { createActing } from '../acting.ts';
import type { StoreAnswers } from '../away.ts';
import { createOnce } from '../once.ts';
import type { PaceOptions } from '../pace.ts';
import { createBlockSupport } from './block-support.ts';
import { createDeliver } from './deliver.ts';
import { createReplyDrawing } from './draw-reply.ts';
import { takeEventsOnce } from './events-once.ts';
import { createHomePages } from './home-pages.ts';
import { createIdentity, type Identity } from './identity.ts';
import { listen } from './listeners.ts';
import { createSignedReceiver } from './signed-receiver.ts';
import { createSlackChannel } from './slack-channel.ts';
import { createSpeakers } from './speakers.ts';
import { createTurns, type Patience, slackPatience } from './turns.ts';
import { createUserGroups } from './user-groups.ts';
import { boltLogger, createWebClient, type WebClientOptions, webClientOptions } from './web-client.ts';
import type { WordsFor } from './words.ts';

export interface SlackAppOptions {
  /** Functions, because both are made from the channel that this app brings. */
  conversation: () => Conversation;
  directory: () => Directory;
  /** Which events were taken already, by any process. */
  once: OnceStore;
  /** Whether the store answers at the moment. */
  storeAnswers: StoreAnswers;
  botToken: string;
  /**
   * `http`: Slack posts to `/slack/events`. `socket`: Relais calls Slack, good behind a firewall. `none`: it only
   * speaks.
   */
  transport: { type: 'http'; signingSecret: string } | { type: 'socket'; appToken: string } | { type: 'none' };
  /** What is valid now, where secrets are renewed while Relais runs; what was given above when left out. */
  renewed?: Required<Pick<WebClientOptions, 'currentToken'>> &
    Pick<WebClientOptions, 'otherToken'> & { signingSecret(): string };
  /** Another address than Slack's: the local workspace, a test. */
  slackApiUrl?: string;
  /** How Slack is reached; directly when left out. */
  outbound?: { fetch: typeof globalThis.fetch; dispatcher: Dispatcher | null };
  words: WordsFor;
  log: Logger;
  /** For people Relais does not know; `en` unless told. */
  defaultLocale?: Locale;
  patience?: Patience;
  pace?: PaceOptions;
  /** Milliseconds since 1970 on the real clock, against which signatures are checked. */
  now?: () => number;
}

export interface SlackApp {
  /** For `POST /slack/events`, mounted before any body parser; null in any other transport. */
  listener: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  channel: Channel;
  /** User groups, which may give roles. */
  groups: GroupSource;
  /** Asks Slack who we are (so a wrong token shows at once) and, in Socket Mode, connects. */
  start(): Promise<Identity>;
  /**
   * Null when Slack knows this token as the bot that Relais is; else why it cannot be used. Rejects when Slack does not
   * answer.
   */
  checkToken(botToken: string): Promise<string | null>;
  /** Lets acts that are under way finish, up to ten seconds. */
  stop(): Promise<void>;
  /** Something changed for this person: their home page is published again if they have opened it. */
  refreshHome(person: Person): Promise<void>;
}

const longestGoodbye = 10_000;

export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { conversation, directory, words, log, defaultLocale = 'en', patience = slackPatience } = options;
  const { once: store, storeAnswers, now = Date.now } = options;
  const reached = {
    log,
    ...(options.slackApiUrl && { slackApiUrl: options.slackApiUrl }),
    ...(options.outbound && { fetch: options.outbound.fetch }),
  };
  const clientOptions = {
    ...reached,
    ...(options.renewed && { currentToken: options.renewed.currentToken }),
    ...(options.renewed?.otherToken && { otherToken: options.renewed.otherToken }),
  };
  const support = createBlockSupport();
  const client = createWebClient({ ...clientOptions, botToken: options.botToken, support });
  const identity = createIdentity(client);
  const signed = signedReceiver(options, now);
  const receiver = signed ?? socketReceiver(options.transport, clientOptions, options.outbound?.dispatcher ?? null);
  const app = createBolt(receiver, options.botToken, identity, clientOptions);
  takeEventsOnce(app, createOnce({ store, log, now }), log);

  const findSpeaker = createSpeakers({ directory, identity, log });
  const draw = createReplyDrawing(directory, words);
  const homes = createHomePages({ client, conversation, findSpeaker, draw, words, defaultLocale, log });
  const speaking = { conversation, findSpeaker, words, defaultLocale, storeAnswers, log };
  const startActing = createActing({ channel: 'slack', ...speaking });
  const deliver = createDeliver({ client, draw, words, patience: patience.arrival, log });
  const turns = createTurns({ client, conversation, startActing, deliver, draw, homes, support, words, patience, log });
  const underWay = new Set<Promise<unknown>>();
  app.use(async ({ next }) => {
    const work = next();
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  });
  listen({ app, client, directory, turns, homes, support, patience, log });

  return {
    listener: signed?.listener ?? null,
    channel: createSlackChannel({
      client,
      identity,
      directory,
      words: (locale) => words(locale ?? defaultLocale),
      ...(options.pace && { pace: options.pace }),
    }),
    groups: createUserGroups({ client }),
    checkToken: async (botToken) => {
      const [us, them] = [await identity(), await whoIs(createWebClient({ ...reached, botToken, support }))];
      if (typeof them === 'string') return `SLACK_BOT_TOKEN: Slack refuses the new token (${them})`;
      const isSame = them.teamId === us.teamId && them.botUserId === us.botUserId;
      return isSame ? null : 'SLACK_BOT_TOKEN: the new token is of another workspace, or of another app';
    },
    start: async () => {
      const me = await identity();
      await app.start();
      return me;
    },
    stop: async () => {
      await app.stop();
      await Promise.race([Promise.allSettled(underWay), wait(longestGoodbye, undefined, { ref: false })]);
    },
    refreshHome: async ({ handles }) => {
      if (handles.slack) await homes.refresh(handles.slack);
    },
  };
}

type ClientOptions = Omit<WebClientOptions, 'botToken'>;

const refusalSchema = z.looseObject({ data: z.looseObject({ error: z.string() }) });

/** By which codes Slack refuses a token for good; any other trouble is no word about the token. */
const refusals = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'team_access_not_granted',
  'no_permission',
  'org_login_required',
]);

/** Whose token this is, or Slack's code when it refuses it. Rejects when Slack says neither. */
async function whoIs(client: webApi.WebClient): Promise<Identity | string> {
  try {
    return await createIdentity(client)();
  } catch (error) {
    const refused = refusalSchema.safeParse(error).data;
    if (refused && refusals.has(refused.data.error)) return refused.data.error;
    throw error;
  }
}

/** Null in Socket Mode. */
function signedReceiver({ transport, renewed, log }: SlackAppOptions, now: () => number) {
  if (transport.type !== 'http') return null;
  return createSignedReceiver({ signingSecret: renewed?.signingSecret ?? (() => transport.signingSecret), log, now });
}

function createBolt(
  receiver: Receiver,
  botToken: string,
  identity: () => Promise<Identity>,
  options: ClientOptions,
): App {
  const { log } = options;
  const app = new App({
    receiver,
    // Our own look-up instead of Bolt's: it is remembered, and a failure can be tried again.
    authorize: async () => {
      const { botUserId, botId, teamId } = await identity();
      return { botToken, botUserId, teamId, ...(botId !== null && { botId }) };
    },
    logger: boltLogger(log),
    clientOptions: webClientOptions(options),
    convoStore: false,
  });
  app.error(async (error) => {
    log.error({ event: 'slack.failed', code: error.code, err: error }, 'A Slack request could not be handled');
  });
  return app;
}

/** Another process hears from Slack. */
const deaf: Receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };

function socketReceiver(
  transport: SlackAppOptions['transport'],
  options: ClientOptions,
  dispatcher: Dispatcher | null,
): Receiver {
  if (transport.type !== 'socket') return deaf;
  const installerOptions: { clientOptions: webApi.WebClientOptions } = { clientOptions: webClientOptions(options) };
  return new SocketModeReceiver({
    appToken: transport.appToken,
    logger: boltLogger(options.log),
    installerOptions,
    ...(dispatcher && { dispatcher }),
  });
}
