import { timingSafeEqual } from 'node:crypto';
import { Router as createRouter, json, type Router } from 'express';
import type { Logger } from 'pino';
import type { Locale, Person } from '../../domain/people/people.ts';
import type { Conversation } from '../../engine/conversation/conversation.ts';
import type { Channel } from '../../engine/ports/channel.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { NotesStore, OnceStore } from '../../engine/ports/store.ts';
import { createActing } from '../acting.ts';
import { awayWords, type StoreAnswers } from '../away.ts';
import { createOnce } from '../once.ts';
import type { PaceOptions } from '../pace.ts';
import { placeOf, type TeamsActivity } from './activity.ts';
import { createAddresses } from './addresses.ts';
import { createAnswersKept } from './answers-kept.ts';
import { RelaisBot } from './bot.ts';
import { type Credentials, createConnection, type WayOut } from './connection.ts';
import { createTeamsDrawing } from './drawing.ts';
import { createHomeCards } from './home-cards.ts';
import type { InstallFor } from './install-for.ts';
import { createInstalls } from './installs.ts';
import { createListeners } from './listeners.ts';
import { createOpenForms } from './open-forms.ts';
import { createOpenWalks } from './open-walks.ts';
import { createOutbound } from './outbound.ts';
import { createPeopleThere } from './people-there.ts';
import { createPersonalChats } from './personal-chats.ts';
import { createRefresh } from './refresh.ts';
import { createSentCards } from './sent-cards.ts';
import { createShowing } from './showing.ts';
import { createSpeakers } from './speakers.ts';
import { createTeamsChannel } from './teams-channel.ts';
import { createTurns, teamsPatience } from './turns.ts';
import type { WordsFor } from './words.ts';

export interface TeamsAppOptions {
  /** Functions, because both are made from the channel that this app brings. */
  conversation: () => Conversation;
  directory: () => Directory;
  /** Where conversation references and what was posted are kept, sealed. */
  notes: NotesStore;
  /** Which messages were taken already, by any process. */
  once: OnceStore;
  /** Whether the store answers at the moment. */
  storeAnswers: StoreAnswers;
  /**
   * Real Teams proves itself by Microsoft's tokens. The local workspace has none: every request then carries this
   * secret, which is made anew at each start and never leaves the process.
   */
  trust: { type: 'microsoft'; credentials: Credentials } | { type: 'local'; secret: string };
  /** How Microsoft is reached; directly when left out. */
  wayOut?: WayOut;
  words: WordsFor;
  /** Installs Relais for people who have not; only where an administrator allowed it. */
  installFor?: InstallFor;
  log: Logger;
  /** For people Relais does not know; `en` unless told. */
  defaultLocale?: Locale;
  patience?: number;
  pace?: PaceOptions;
}

export interface TeamsApp {
  /** Answers `POST /api/messages`, and nothing else. */
  router: Router;
  channel: Channel;
  /** Lets acts that are under way finish. */
  stop(): Promise<void>;
  /** Something changed for this person: their newest home card is drawn again. */
  refreshHome(person: Person): Promise<void>;
}

/** Where Azure Bot is told to send; what it sends stays well below. */
export const messagesPath = '/api/messages';
const largestActivity = '256kb';

/** Carries the local workspace's secret. */
export const localSecretHeader = 'x-relais-local-teams';

export function createTeamsApp(options: TeamsAppOptions): TeamsApp {
  const { conversation, directory, notes, trust, words, log, defaultLocale = 'en', patience = teamsPatience } = options;
  const { storeAnswers } = options;
  const credentials = trust.type === 'microsoft' ? trust.credentials : null;
  const tenantId = credentials?.tenantId ?? null;
  const connection = createConnection({ credentials, wayOut: options.wayOut, log });
  const outbound = createOutbound(connection);
  const addresses = createAddresses(notes);
  const chats = createPersonalChats({ addresses, outbound, installFor: options.installFor ?? null });
  const draw = createTeamsDrawing(directory);
  const people = createPeopleThere({ addresses, outbound, tenantId, log });
  const findSpeaker = createSpeakers({ directory, tenantId, log });
  const forms = createOpenForms();
  const answers = createAnswersKept(notes, log);
  const homes = createHomeCards({ conversation, outbound, draw, answers, log });
  const turns = createTurns({
    startActing: createActing({
      channel: 'teams',
      ...{ conversation, findSpeaker, words, defaultLocale, storeAnswers, log },
    }),
    show: createShowing({ draw, forms, words }),
    ...{ outbound, chats, draw, homes, answers, words, patience, log },
    walks: createOpenWalks(),
  });
  const refresh = createRefresh({ conversation, findSpeaker, draw, patience, log });
  const installs = createInstalls({ addresses, outbound, findSpeaker, draw, words, tenantId, defaultLocale, log });
  const once = createOnce({ store: options.once, log });
  const sayAway = async (activity: TeamsActivity): Promise<void> => {
    await outbound.send(placeOf(activity), { type: 'message', text: awayWords(words, defaultLocale) });
  };
  const bot = new RelaisBot(createListeners({ directory, turns, refresh, installs, once, storeAnswers, sayAway, log }));

  const router = createRouter();
  router.post(messagesPath, (request, response, next) => {
    // Before anything is read: nobody else on this machine, and no page in a browser, may speak for a person.
    if (trust.type === 'local' && !isSame(request.get(localSecretHeader) ?? '', trust.secret)) {
      log.warn({ event: 'teams.refused', reason: 'not-the-workspace' }, 'Refused a request not from the workspace');
      response.sendStatus(401);
    } else if (trust.type === 'microsoft' && !request.get('authorization')) {
      response.sendStatus(401);
    } else next();
  });
  router.post(messagesPath, json({ limit: largestActivity }), async (request, response) => {
    try {
      const authorization = trust.type === 'local' ? '' : (request.get('authorization') ?? '');
      const { status, body } = await connection.receive(authorization, request.body, (context) => bot.run(context));
      if (body === undefined) response.status(status).end();
      else response.status(status).json(body);
    } catch (error) {
      log.error({ event: 'teams.failed', err: error }, 'A Teams activity could not be handled');
      response.status(500).end();
    }
  });

  return {
    router,
    channel: createTeamsChannel({
      ...{ outbound, addresses, chats, people, draw, defaultLocale },
      sent: createSentCards(notes),
      ...(options.pace && { pace: options.pace }),
    }),
    stop: turns.settle,
    refreshHome: (person) => homes.refresh({ person, channel: 'teams' }),
  };
}

/** Takes as long whatever is wrong with it. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
