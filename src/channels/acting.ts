import type { Logger } from 'pino';
import type { ChannelId, Locale } from '../domain/people/people.ts';
import type { Act, Conversation, Reply, Speaker } from '../engine/conversation/conversation.ts';
import { StoreError } from '../engine/ports/store.ts';
import type { ActRef } from '../views/card-view.ts';
import { awayWords, type StoreAnswers, unlessAway } from './away.ts';

/** Who did it, as the platform says, never anything a person filled in. */
interface PlatformUserRef {
  handle: string;
}

/** Null for bots, people of other organisations and everybody the directory does not know. */
export type FindSpeaker<User extends PlatformUserRef> = (user: User) => Promise<Speaker | null>;

/** What somebody did, once the platform's payload is read. */
export interface Done<User extends PlatformUserRef> {
  user: User;
  /** Null: nothing Relais made. The conversation then says what can be done instead. */
  ref: ActRef | null;
  /** What a click does to get there again, for the platforms that may come late; `ref` unless told. */
  again?: ActRef;
  values?: () => Promise<Act['values']>;
  words?: () => Promise<Act['words']>;
}

interface Acting {
  locale: Locale;
  /** Nothing is done for this person, and this is said instead; it gives nothing away. Null: Relais knows them. */
  refused: string | null;
  /** Does it, once. Never rejects: what goes wrong becomes a notice. */
  run: () => Promise<Reply>;
}

/** No button carries this name; whoever sends it gets the conversation's answer to what it does not know. */
export const unknownAct: ActRef = { name: 'unknown', departureId: null, target: null, seen: null };

export type StartActing<User extends PlatformUserRef> = (done: Done<User>) => Promise<Acting>;

export function createActing<User extends PlatformUserRef>(options: {
  channel: ChannelId;
  conversation: () => Conversation;
  findSpeaker: FindSpeaker<User>;
  words: (locale: Locale) => { stranger: string; trouble: string; away: string };
  defaultLocale: Locale;
  /** Asked when nobody knows in time who is speaking. */
  storeAnswers: StoreAnswers;
  log: Logger;
}): StartActing<User> {
  const { channel, conversation, findSpeaker, words, defaultLocale, storeAnswers, log } = options;

  const refusal = (text: string): Reply => ({ type: 'notice', notice: { tone: 'refused', text, actions: [] } });

  const act = async (done: Done<User>, speaker: Speaker): Promise<Reply> => {
    const ref = done.ref ?? unknownAct;
    const about = { act: ref.name, departure: ref.departureId, user: done.user.handle };
    if (done.ref === null)
      log.warn({ event: `${channel}.refused`, reason: 'unknown-act', ...about }, 'Refused an unknown act');
    const reply = await conversation().act(
      { ref, values: (await done.values?.()) ?? null, words: (await done.words?.()) ?? [] },
      speaker,
    );
    if (reply.type === 'notice' && reply.notice.tone === 'refused')
      log.info({ event: `${channel}.refused`, reason: 'conversation', ...about }, 'An act was refused');
    return reply;
  };

  const refusing = (text: string): Acting => ({
    locale: defaultLocale,
    refused: text,
    run: async () => refusal(text),
  });

  return async (done) => {
    const away = () => {
      log.warn({ event: `${channel}.away`, user: done.user.handle }, 'Somebody was told that the database is away');
      return refusing(awayWords(words, defaultLocale));
    };
    let speaker: Speaker | null | 'away';
    try {
      speaker = await unlessAway(findSpeaker(done.user), storeAnswers);
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'unavailable') return away();
      log.error(
        { event: `${channel}.failed`, user: done.user.handle, err: error },
        'The speaker could not be looked up',
      );
      return refusing(words(defaultLocale).trouble);
    }
    // Whoever is found later hears no more of it: nothing is done for them after they were told so.
    if (speaker === 'away') return away();
    if (speaker === null) return refusing(words(defaultLocale).stranger);
    const known = speaker;
    const { locale } = known.person;
    const run = (): Promise<Reply> =>
      act(done, known).catch((error: unknown) => {
        log.error(
          { event: `${channel}.failed`, act: done.ref?.name, user: done.user.handle, err: error },
          'An act failed',
        );
        return refusal(words(locale).trouble);
      });
    return { locale, refused: null, run };
  };
}
