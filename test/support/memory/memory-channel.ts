import type { ChannelId, Person } from '../../../src/domain/people/people.ts';
import {
  type Channel,
  ChannelError,
  type PlatformUser,
  type PostRef,
  type PostTarget,
  type Readers,
} from '../../../src/engine/ports/channel.ts';
import type { CardView } from '../../../src/views/card-view.ts';

/** What somebody is to the platform who is no full member. */
export type Standing = 'guest' | 'closed' | 'elsewhere';

interface MemoryMessage {
  ref: PostRef;
  key: string;
  to: string;
  thread: PostRef | null;
  view: CardView;
  versions: CardView[];
}

export interface MemoryChannel extends Omit<Channel, 'threads'> {
  threads: Channel['threads'];
  messages: MemoryMessage[];
  /** What somebody has received, oldest first. */
  inbox(handle: string): MemoryMessage[];
  /** `down`: refuses. `loses-answers`: does it, and then fails. */
  mood: 'well' | 'down' | 'loses-answers' | 'throttled';
  /** Handles of people whom the platform refuses to reach, and channels in which it lets nobody post. */
  blocked: Set<string>;
  /** By handle; a full member unless said. */
  standing: Map<string, Standing>;
  /** Who reads along in each conversation; nobody knows of any other. */
  readers: Map<string, Readers>;
  /** Lets nobody delete a message. */
  keeps: boolean;
  /** Somebody deletes a message by hand. */
  remove(message: string): void;
}

/** A chat platform that remembers everything and can be switched to misbehave. */
export function createMemoryChannel(people: readonly Person[], id: ChannelId = 'slack'): MemoryChannel {
  const messages: MemoryMessage[] = [];
  let count = 0;
  const conversationOf = ({ to }: PostTarget) => (to.type === 'person' ? `D-${to.person.handles[id] ?? ''}` : to.id);
  const refuse = () => {
    if (channel.mood === 'down') throw new ChannelError('unavailable', 'the platform is down');
    if (channel.mood === 'throttled') throw new ChannelError('throttled', 'too many calls', { retryAfterSeconds: 30 });
  };
  const channel: MemoryChannel = {
    id,
    threads: id === 'teams' ? 'in-channels' : 'everywhere',
    messages,
    mood: 'well',
    blocked: new Set(),
    standing: new Map(),
    readers: new Map(),
    keeps: false,
    remove: (message) => {
      const index = messages.findIndex(({ ref }) => ref.message === message);
      if (index >= 0) messages.splice(index, 1);
    },
    inbox: (handle) => messages.filter((message) => message.to === `D-${handle}`),
    async post(target, view, key) {
      refuse();
      if (target.to.type === 'conversation' && channel.blocked.has(target.to.id))
        throw new ChannelError('unreachable', 'Relais is not in this channel');
      if (target.to.type === 'person' && channel.blocked.has(target.to.person.handles[id] ?? ''))
        throw new ChannelError('unreachable', 'this account is deactivated');
      count += 1;
      const conversation = conversationOf(target);
      const ref: PostRef = { channel: id, conversation, message: String(count) };
      messages.push({ ref, key, to: conversation, thread: target.thread, view, versions: [view] });
      if (channel.mood === 'loses-answers') throw new ChannelError('unknown-outcome', 'no answer came');
      return ref;
    },
    async update(ref, view) {
      refuse();
      const message = messages.find((one) => one.ref.message === ref.message);
      if (!message) throw new ChannelError('gone', 'there is no such message');
      message.view = view;
      message.versions.push(view);
      if (channel.mood === 'loses-answers') throw new ChannelError('unknown-outcome', 'no answer came');
    },
    async withdraw(ref) {
      refuse();
      if (channel.keeps) throw new ChannelError('rejected', 'messages cannot be deleted here');
      if (!messages.some((one) => one.ref.message === ref.message))
        throw new ChannelError('gone', 'there is no such message');
      channel.remove(ref.message);
      if (channel.mood === 'loses-answers') throw new ChannelError('unavailable', 'no answer came');
    },
    async stands(ref) {
      refuse();
      return messages.some((one) => one.ref.message === ref.message) ? 'there' : 'gone';
    },
    async forget() {},
    async find(target, key) {
      refuse();
      return messages.find((one) => one.key === key && one.to === conversationOf(target))?.ref ?? null;
    },
    async readersOf(conversation) {
      refuse();
      return channel.readers.get(conversation) ?? { type: 'open', why: 'unknown' };
    },
    async lookUp(who) {
      const found = people
        .filter((one) => {
          if ('handle' in who) return one.handles[id] === who.handle;
          return 'email' in who ? one.email === who.email : one.name.toLowerCase() === who.name.toLowerCase();
        })
        .map((person) => platformUser(person, id, channel.standing));
      const fitting = found.filter(({ ours, usable }) => 'handle' in who || ('email' in who ? ours : usable));
      return fitting.length === 1 || !('name' in who) ? (fitting[0] ?? null) : null;
    },
  };
  return channel;
}

function platformUser(person: Person, channel: ChannelId, standings: MemoryChannel['standing']): PlatformUser {
  const standing = standings.get(person.handles[channel] ?? '');
  return {
    handle: person.handles[channel] ?? '',
    name: person.name,
    email: person.email,
    title: person.title,
    timeZone: person.timeZone,
    locale: person.locale,
    photoUrl: person.photoUrl,
    isBot: false,
    usable: standing === undefined,
    ours: standing !== 'elsewhere',
  };
}
