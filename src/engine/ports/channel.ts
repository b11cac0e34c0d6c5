import { inEnglish, type Words } from '../../domain/localized.ts';
import type { ChannelId, Locale, Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';

/** Where a posted card is, in the platform's own ids. */
export interface PostRef {
  channel: ChannelId;
  conversation: string;
  message: string;
}

export interface PostTarget {
  /** `person`: a direct message. `conversation`: a channel by the platform's id. */
  to: { type: 'person'; person: Person } | { type: 'conversation'; id: string };
  /** Posts below this card; null posts a card of its own. */
  thread: PostRef | null;
}

/** One way to reach people. Throws ChannelError only. */
export interface Channel {
  readonly id: ChannelId;
  /** Where a card can hang below another; elsewhere it follows as a message of its own. */
  readonly threads: 'everywhere' | 'in-channels';
  /**
   * Posts a new card. `key` is unique per card and reader and is stored with the message, so that `find` can tell
   * whether an unanswered post arrived.
   */
  post(target: PostTarget, view: CardView, key: string): Promise<PostRef>;
  update(ref: PostRef, view: CardView, key: string): Promise<void>;
  /**
   * Deletes a card of our own that a newer one replaces; `key` is the one it was posted under. `gone`: it is not there
   * any more. `rejected`: the platform lets nobody delete it, so it must be made to say that it is over.
   */
  withdraw(ref: PostRef, key: string): Promise<void>;
  /** Whether one message of our own can still be read where it stood; `unknown` where the platform does not tell. */
  stands(ref: PostRef): Promise<'there' | 'gone' | 'unknown'>;
  /** Forgets how this person is reached, as far as the channel keeps it in the store. */
  forget(person: Person): Promise<void>;
  /** Looks for a card posted under this key in the latest 100 messages of the conversation; null when there is none. */
  find(target: PostTarget, key: string): Promise<PostRef | null>;
  /** Everybody who reads along in a conversation, asked anew each time. */
  readersOf(conversation: string): Promise<Readers>;
  /**
   * Who this is, as the platform knows them; null when it knows nobody. Never guesses between two. `name`: as people
   * read it, in any case; only among those who are `usable`.
   */
  lookUp(who: { handle: string } | { email: string } | { name: string }): Promise<PlatformUser | null>;
}

/**
 * `closed`: exactly these read what stands there, by the platform's user ids, Relais itself left out. `open`: others
 * may, because it is public (`public`) or shared with another organisation (`shared`), or the platform does not tell
 * for certain (`unknown`).
 */
export type Readers =
  | { type: 'closed'; handles: readonly string[] }
  | { type: 'open'; why: 'public' | 'shared' | 'unknown' };

export interface PlatformUser {
  handle: string;
  name: string;
  email: string | null;
  title: string | null;
  timeZone: string | null;
  locale: Locale | null;
  photoUrl: string | null;
  isBot: boolean;
  /**
   * A full member whose account is open: neither deactivated nor a guest nor of another organisation. Relais speaks
   * with nobody else.
   */
  usable: boolean;
  /** Of this organisation, also as a guest or deactivated: somebody who can leave it. */
  ours: boolean;
}

export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  /**
   * `unreachable`: this person can never be reached here as things are; the message says why and what to do. `gone`:
   * the message to update was deleted. `unknown-outcome`: it may have been posted.
   */
  readonly kind: 'unreachable' | 'throttled' | 'unavailable' | 'unknown-outcome' | 'gone' | 'rejected';
  readonly retryAfterSeconds: number | null;
  /** The message as people read it: in both languages where a person sees it, which is of `unreachable` only. */
  readonly words: Words;
  constructor(
    kind: ChannelError['kind'],
    words: Words,
    options: ErrorOptions & { retryAfterSeconds?: number | null } = {},
  ) {
    super(inEnglish(words), options);
    this.kind = kind;
    this.words = words;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
