import { Router } from 'express';
import type { WorkspacePerson } from '../company.ts';
import type { EntraApp } from '../systems/entra/access.ts';
import { activityOf } from './activities.ts';
import { type Chat, Chats, type TeamsMisbehaviour } from './chats.ts';
import { connectorRouter } from './connector-router.ts';
import { teamsGraphRouter } from './graph-router.ts';
import { bot } from './identity.ts';
import { createTeamsPerson, type Send, type TeamsPerson } from './teams-person.ts';

/** Where the connector is mounted; the server's origin followed by this is every activity's `serviceUrl`. */
const teamsPath = '/workspace/teams';

export interface LocalTeamsOptions {
  people: readonly WorkspacePerson[];
  /** The bot's messaging endpoint, such as `http://127.0.0.1:3000/api/messages`. */
  messagesUrl: () => string;
  /** Sent with every activity, so that the bot knows who calls. */
  headers: Readonly<Record<string, string>>;
  now: () => Date;
}

/** A Teams without Microsoft: the Bot Framework's connector for the bot, and persons who act from code. */
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
  /** Somebody removes a message. */
  remove(chatId: string, messageId: string): void;
  misbehave(how: TeamsMisbehaviour): void;
}

export function createLocalTeams({ people, messagesUrl, headers, now }: LocalTeamsOptions): LocalTeams {
  const chats = new Chats(people);
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

  const addTo = async (chat: Chat, by: string): Promise<Chat> => {
    const { person } = chats.resident(by);
    const base = activityOf(person, chat, { id: chats.nextId(), serviceUrl: serviceUrl(), now: now() });
    await send({ ...base, type: 'conversationUpdate', membersAdded: [bot] });
    return chat;
  };

  const as = (personId: string): TeamsPerson => createTeamsPerson({ chats, personId, send, serviceUrl, now });

  const router = Router();
  router.use(teamsPath, connectorRouter(chats));

  return {
    router,
    as,
    chat: (id) => chats.find(id),
    graph: (app, catalogued) =>
      teamsGraphRouter({ chats, app, catalogued, install: (personId) => as(personId).install() }),
    addToTeam: (name, memberIds, by) => addTo(chats.team(name, memberIds), by),
    addToGroup: (name, memberIds, by) => addTo(chats.group(name, memberIds), by),
    installUnheard: (personId) => {
      chats.resident(personId).installed = true;
    },
    setBlocked: (personId, blocked) => {
      chats.resident(personId).blocked = blocked;
    },
    setDeactivated: (personId, deactivated) => {
      chats.resident(personId).deactivated = deactivated;
    },
    remove: (chatId, messageId) => {
      const chat = chats.find(chatId);
      if (chat) chat.messages = chat.messages.filter(({ id }) => id !== messageId);
    },
    misbehave: (how) => {
      chats.misbehaviour = how;
    },
  };
}
