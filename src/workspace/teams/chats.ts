import type { WorkspacePerson } from '../company.ts';
import { objectIdOf, userIdOf } from './identity.ts';

/** A message as the bot sent it; `card` is the Adaptive Card, when it has one. */
export interface TeamsMessage {
  id: string;
  text: string;
  summary: string;
  card: unknown;
  edited: boolean;
}

export interface Chat {
  id: string;
  type: 'personal' | 'groupChat' | 'channel';
  memberIds: string[];
  /** Oldest first. */
  messages: TeamsMessage[];
}

interface Resident {
  person: WorkspacePerson;
  installed: boolean;
  blocked: boolean;
  deactivated: boolean;
}

/** How the connector misbehaves, for trying out what Relais makes of it. `lost-answer`: the next post is done, but its answer never arrives. */
export type TeamsMisbehaviour = 'none' | 'down' | 'throttled' | 'lost-answer' | 'no-members';

/** Who is there, who has Relais, and what stands in which chat. In memory. */
export class Chats {
  readonly #residents: Map<string, Resident>;
  readonly #chats = new Map<string, Chat>();
  misbehaviour: TeamsMisbehaviour = 'none';
  #next = 1_700_000_000_000;

  constructor(people: readonly WorkspacePerson[]) {
    this.#residents = new Map(
      people.map((person) => [person.id, { person, installed: false, blocked: false, deactivated: false }]),
    );
  }

  /** Throws when there is nobody with this id. */
  resident(personId: string): Resident {
    const found = this.#residents.get(personId);
    if (!found) throw new RangeError(`there is nobody with the id ${personId}`);
    return found;
  }

  /** By Teams' id or the directory's. */
  byAnyId(id: string): Resident | null {
    return (
      [...this.#residents.values()].find(({ person }) => [userIdOf(person.id), objectIdOf(person.id)].includes(id)) ??
      null
    );
  }

  personal(personId: string): Chat {
    return this.#ensure(`a:${this.resident(personId).person.id}`, 'personal', [personId]);
  }

  /** A team's general channel; the bot is told of it by whoever adds it. */
  team(name: string, memberIds: readonly string[]): Chat {
    return this.#ensure(`19:${name}@thread.tacv2`, 'channel', memberIds);
  }

  /** A chat of several people, whom no team holds together. */
  group(name: string, memberIds: readonly string[]): Chat {
    return this.#ensure(`19:${name}@thread.v2`, 'groupChat', memberIds);
  }

  #ensure(id: string, type: Chat['type'], memberIds: readonly string[]): Chat {
    const known = this.#chats.get(id);
    if (known) return known;
    const chat: Chat = { id, type, memberIds: [...memberIds], messages: [] };
    this.#chats.set(id, chat);
    return chat;
  }

  /** Threads of a channel are addressed by the channel's id and the message they hang on. */
  find(id: string): Chat | null {
    return this.#chats.get(id.split(';messageid=')[0] ?? id) ?? null;
  }

  /** Where a message stands. */
  holding(messageId: string): Chat | null {
    return [...this.#chats.values()].find(({ messages }) => messages.some(({ id }) => id === messageId)) ?? null;
  }

  nextId(): string {
    this.#next += 1;
    return String(this.#next);
  }
}
