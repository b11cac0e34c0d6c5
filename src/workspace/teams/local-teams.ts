import { Router } from 'express';
import type { WorkspacePerson } from '../company.ts';
import type { EntraApp } from '../systems/entra/access.ts';
import { activityOf } from './activities.ts';
import { type Language, type Platform, teamsApiPath } from './browser-api.ts';
import { teamsBrowserRouter } from './browser-router.ts';
import { type Chat, Chats, type ChatsChange, type TeamsMisbehaviour } from './chats.ts';
import { connectorRouter } from './connector-router.ts';
import { teamsGraphRouter } from './graph-router.ts';
import { bot } from './identity.ts';
import type { InstalledTeamsApp } from './installed-teams-app.ts';
import { createTeamsPerson, type Send, type TeamsPerson } from './teams-person.ts';

/** Where the connector is mounted; the server's origin followed by this is every activity's `serviceUrl`. */
const teamsPath = '/workspace/teams';

export interface LocalTeamsOptions {
  people: readonly WorkspacePerson[];
  /** The file that keeps the chats, or `:memory:`. */
  path: string;
  /** As read by `readTeamsApp`. */
  app: InstalledTeamsApp;
  /** Hears what changed, for the page's stream. */
  tell: (change: ChatsChange) => void;
  /** Called when somebody has changed to a platform and is known there: what they get from now on belongs there. */
  onMove?: (person: WorkspacePerson, platform: Platform) => Promise<void>;
  /** Told when somebody chooses the language that they are spoken to in. */
  onLanguage?: (person: WorkspacePerson, language: Language) => Promise<void>;
  /** The bot's messaging endpoint, such as `http://127.0.0.1:3000/api/messages`. */
  messagesUrl: () => string;
  /** Sent with every activity, so that the bot knows who calls. */
  headers: Readonly<Record<string, string>>;
  now: () => Date;
}

/** The team that Relais is in, so that everybody in it can be named, whether they have Relais or not. */
const companyTeam = 'General';

/**
 * A Teams without Microsoft: the Bot Framework's connector for the bot, the page's Teams, and persons who act from
 * code.
 */
export interface LocalTeams {
  /** Mount it at the root of the server that `messagesUrl` belongs to. */
  router: Router;
  /** Throws when there is nobody with this id. */
  as(personId: string): TeamsPerson;
  chat(id: string): Chat | null;
  /** The part of Microsoft Graph by which this app installs itself for people. */
  graph(app: EntraApp, catalogued: () => boolean): Router;
  /** A team that Relais is added to by this person; likewise a chat of several people. */
  addToTeam(name: string, memberIds: readonly string[], by: string): Promise<Chat>;
  addToGroup(name: string, memberIds: readonly string[], by: string): Promise<Chat>;
  /** As by a setup policy of which Relais was not told: the app is there, and nobody said so. */
  installUnheard(personId: string): void;
  setBlocked(personId: string, blocked: boolean): void;
  setDeactivated(personId: string, deactivated: boolean): void;
  /**
   * Somebody looks at this platform from now on, as the switch in the page does it: the first on Teams adds Relais to
   * the company's team, and each gets it installed.
   */
  moveTo(personId: string, platform: Platform): Promise<void>;
  /** Somebody removes a message. */
  remove(chatId: string, messageId: string): void;
  misbehave(how: TeamsMisbehaviour): void;
  stop(): void;
}

export function createLocalTeams(options: LocalTeamsOptions): LocalTeams {
  const { people, messagesUrl, headers, now } = options;
  const chats = new Chats({ people, path: options.path, now, tell: options.tell });
  const serviceUrl = (): string => `${new URL(messagesUrl()).origin}${teamsPath}`;

  const send: Send = async (activity) => {
    const response = await fetch(messagesUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    // Refusing an invoke in Teams' own form is an answer too; anything else is a failure.
    const refused = text.includes('"application/vnd.microsoft.error"');
    if (response.status >= 400 && !refused)
      throw new Error(`the app answered ${response.status}: ${text.slice(0, 200)}`);
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  const as = (personId: string): TeamsPerson => createTeamsPerson({ chats, personId, send, serviceUrl, now });

  const addTo = async (chat: Chat, by: string): Promise<Chat> => {
    const { person } = chats.resident(by);
    const base = activityOf(person, chat, { id: chats.nextId(), serviceUrl: serviceUrl(), now: now() });
    await send({ ...base, type: 'conversationUpdate', membersAdded: [bot] });
    return chat;
  };

  const moveTo = async (personId: string, platform: Platform): Promise<void> => {
    const { person, installed } = chats.resident(personId);
    if (platform === 'teams') {
      const team = chats.team(
        companyTeam,
        people.map(({ id }) => id),
      );
      if (team.messages.length === 0) await addTo(team, personId);
      if (!installed) await as(personId).install();
    }
    await options.onMove?.(person, platform);
    chats.stand(personId, { platform });
  };

  const speaks = async (personId: string, language: Language): Promise<void> =>
    options.onLanguage?.(chats.resident(personId).person, language);

  const router = Router();
  router.use(teamsPath, connectorRouter(chats));
  router.use(teamsApiPath, teamsBrowserRouter({ chats, app: options.app, as, moveTo, speaks }));

  return {
    router,
    as,
    moveTo,
    chat: (id) => chats.find(id),
    graph: (app, catalogued) =>
      teamsGraphRouter({ chats, app, catalogued, install: (personId) => as(personId).install() }),
    addToTeam: (name, memberIds, by) => addTo(chats.team(name, memberIds), by),
    addToGroup: (name, memberIds, by) => addTo(chats.group(name, memberIds), by),
    installUnheard: (personId) => {
      chats.stand(personId, { installed: true });
    },
    setBlocked: (personId, blocked) => {
      chats.stand(personId, { blocked });
    },
    setDeactivated: (personId, deactivated) => {
      chats.stand(personId, { deactivated });
    },
    remove: (chatId, messageId) => chats.remove(chatId, messageId),
    misbehave: (how) => {
      chats.misbehaviour = how;
    },
    stop: () => chats.close(),
  };
}
