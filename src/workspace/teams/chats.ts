import type { WorkspacePerson } from '../company.ts';
import { objectIdOf, userIdOf } from './identity.ts';
import { type KeptChat, type KeptChats, openKeptChats, type Standing, type TeamsMessage } from './kept-chats.ts';

export type { TeamsMessage } from './kept-chats.ts';

/** Who wrote what Relais wrote. */
export const relaisAuthor = 'relais';

export interface Chat extends Readonly<KeptChat> {
  /** Oldest first. */
  readonly messages: readonly TeamsMessage[];
}

interface Resident extends Readonly<Standing> {
  person: WorkspacePerson;
}

/**
 * How the connector misbehaves, for trying out what Relais makes of it. `lost-answer`: the next post is done, but its
 * answer never arrives. `keeps-messages`: refuses to delete.
 */
export type TeamsMisbehaviour = 'none' | 'down' | 'throttled' | 'lost-answer' | 'no-members' | 'keeps-messages';

/** What changed: the messages or marks of a chat, or how somebody stands. */
export type ChatsChange = { type: 'chat'; chat: string; people: readonly string[] } | { type: 'standing' };

export interface ChatsOptions {
  people: readonly WorkspacePerson[];
  /** A file, or `:memory:`. */
  path: string;
  now: () => Date;
  tell: (change: ChatsChange) => void;
}

type Open = KeptChat & { messages: TeamsMessage[] };

const nobodyYet: Standing = { platform: 'slack', installed: false, blocked: false, deactivated: false };

/** Who is there, who has Relais, and what stands in which chat. */
export class Chats {
  readonly #residents: Map<string, Resident>;
  readonly #chats: Map<string, Open>;
  readonly #kept: KeptChats;
  readonly #tell: ChatsOptions['tell'];
  readonly #now: () => Date;
  misbehaviour: TeamsMisbehaviour = 'none';
  #next: number;

  constructor({ people, path, now, tell }: ChatsOptions) {
    this.#kept = openKeptChats(path);
    this.#now = now;
    this.#tell = tell;
    const standings = this.#kept.standings();
    this.#residents = new Map(
      people.map((person) => [person.id, { person, ...(standings.get(person.id) ?? nobodyYet) }]),
    );
    this.#chats = new Map(this.#kept.chats().map((chat) => [chat.id, chat]));
    const ids = [...this.#chats.values()].flatMap(({ messages }) => messages.map(({ id }) => Number(id)));
    this.#next = Math.max(1_700_000_000_000, ...ids);
  }

  residents(): readonly Resident[] {
    return [...this.#residents.values()];
  }

  /** Throws when there is nobody with this id. */
  resident(personId: string): Resident {
    const found = this.#residents.get(personId);
    if (!found) throw new RangeError(`there is nobody with the id ${personId}`);
    return found;
  }

  stand(personId: string, change: Partial<Standing>): void {
    const next = { ...this.resident(personId), ...change };
    this.#residents.set(personId, next);
    const { platform, installed, blocked, deactivated } = next;
    this.#kept.keepStanding(personId, { platform, installed, blocked, deactivated });
    this.#tell({ type: 'standing' });
  }

  /** By Teams' id or the directory's. */
  byAnyId(id: string): Resident | null {
    return this.residents().find(({ person }) => [userIdOf(person.id), objectIdOf(person.id)].includes(id)) ?? null;
  }

  personal(personId: string): Chat {
    return this.#ensure({ id: `a:${this.resident(personId).person.id}`, type: 'personal', name: '' }, [personId]);
  }

  /** A team's general channel; the bot is told of it by whoever adds it. */
  team(name: string, memberIds: readonly string[]): Chat {
    return this.#ensure({ id: `19:${name}@thread.tacv2`, type: 'channel', name }, memberIds);
  }

  /** A chat of several people, whom no team holds together. */
  group(name: string, memberIds: readonly string[]): Chat {
    return this.#ensure({ id: `19:${name}@thread.v2`, type: 'groupChat', name }, memberIds);
  }

  /** Those that somebody is in: first their own with Relais. */
  of(personId: string): readonly Chat[] {
    const own = this.personal(personId);
    const others = [...this.#chats.values()].filter(
      ({ id, memberIds }) => id !== own.id && memberIds.includes(personId),
    );
    return [own, ...others];
  }

  #ensure(chat: Omit<KeptChat, 'memberIds' | 'seen'>, memberIds: readonly string[]): Chat {
    const known = this.#chats.get(chat.id);
    if (known) return known;
    const made: Open = { ...chat, memberIds: [...memberIds], seen: {}, messages: [] };
    this.#chats.set(chat.id, made);
    this.#kept.keepChat(made);
    return made;
  }

  /** Threads of a channel are addressed by the channel's id and the message they hang on. */
  find(id: string): Chat | null {
    return this.#open(id);
  }

  #open(id: string): Open | null {
    return this.#chats.get(id.split(';messageid=')[0] ?? id) ?? null;
  }

  /** Null when there is no such chat. */
  post(chatId: string, message: Pick<TeamsMessage, 'author' | 'text' | 'summary' | 'card'>): TeamsMessage | null {
    const chat = this.#open(chatId);
    if (!chat) return null;
    const posted = { ...message, id: this.nextId(), at: this.#now().toISOString(), edited: false };
    chat.messages.push(posted);
    this.#kept.keepMessage(chat.id, posted);
    if (message.author !== relaisAuthor) this.markSeen(chatId, message.author);
    this.#changed(chat);
    return posted;
  }

  /** False when it is not there (any more). */
  replace(
    chatId: string,
    messageId: string,
    change: Partial<Pick<TeamsMessage, 'text' | 'summary' | 'card' | 'edited'>>,
  ): boolean {
    const chat = this.#open(chatId);
    const index = chat?.messages.findIndex(({ id }) => id === messageId) ?? -1;
    const before = chat?.messages[index];
    if (!chat || !before) return false;
    const after = { ...before, ...change };
    chat.messages[index] = after;
    this.#kept.keepMessage(chat.id, after);
    this.#changed(chat);
    return true;
  }

  remove(chatId: string, messageId: string): void {
    const chat = this.#open(chatId);
    if (!chat) return;
    chat.messages = chat.messages.filter(({ id }) => id !== messageId);
    this.#kept.dropMessage(chat.id, messageId);
    this.#changed(chat);
  }

  markSeen(chatId: string, personId: string): void {
    const chat = this.#open(chatId);
    const latest = chat?.messages.at(-1);
    if (!chat || !latest || chat.seen[personId] === latest.id) return;
    chat.seen[personId] = latest.id;
    this.#kept.keepChat(chat);
    this.#changed(chat);
  }

  unread(chat: Chat, personId: string): number {
    const seen = chat.seen[personId] ?? '';
    return chat.messages.filter(({ id, author }) => id > seen && author !== personId).length;
  }

  #changed({ id, memberIds }: KeptChat): void {
    this.#tell({ type: 'chat', chat: id, people: memberIds });
  }

  /** Where a message stands. */
  holding(messageId: string): Chat | null {
    return [...this.#chats.values()].find(({ messages }) => messages.some(({ id }) => id === messageId)) ?? null;
  }

  nextId(): string {
    this.#next += 1;
    return String(this.#next);
  }

  close(): void {
    this.#kept.close();
  }
}
