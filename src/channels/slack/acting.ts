import type { Logger } from 'pino';
import type { Locale } from '../../domain/people.ts';
import type { Act, Conversation, Reply, Speaker } from '../../engine/conversation.ts';
import type { ActRef } from '../../views/card-view.ts';
import type { FindSpeaker, SlackUser } from './speakers.ts';
import type { WordsFor } from './words.ts';

/** What somebody did, once Slack's payload is read. */
export interface Done {
  user: SlackUser;
  /** Null: nothing Relais made. The conversation then says what can be done instead. */
  ref: ActRef | null;
  /** See `Origin.again`; `ref` unless told. */
  again?: ActRef;
  values?: () => Promise<Act['values']>;
  words?: () => Promise<Act['words']>;
}

interface Acting {
  locale: Locale;
  /** Does it, once. Never rejects: what goes wrong becomes a notice. */
  run: () => Promise<Reply>;
}

/** No button carries this name; whoever sends it gets the conversation's answer to what it does not know. */
export const unknownAct: ActRef = { name: 'unknown', departureId: null, target: null, seen: null };

export type StartActing = (done: Done) => Promise<Acting>;

export function createActing(options: {
  conversation: () => Conversation;
  findSpeaker: FindSpeaker;
  words: WordsFor;
  defaultLocale: Locale;
  log: Logger;
}): StartActing {
  const { conversation, findSpeaker, words, defaultLocale, log } = options;

  const refusal = (text: string): Reply => ({ type: 'notice', notice: { tone: 'refused', text, actions: [] } });

  const act = async (done: Done, speaker: Speaker): Promise<Reply> => {
    const ref = done.ref ?? unknownAct;
    const about = { act: ref.name, departure: ref.departureId, user: done.user.handle };
    if (done.ref === null)
      log.warn({ event: 'slack.refused', reason: 'unknown-act', ...about }, 'Refused an unknown act');
    const reply = await conversation().act(
      { ref, values: (await done.values?.()) ?? null, words: (await done.words?.()) ?? [] },
      speaker,
    );
    if (reply.type === 'notice' && reply.notice.tone === 'refused')
      log.info({ event: 'slack.refused', reason: 'conversation', ...about }, 'An act was refused');
    return reply;
  };

  return async (done) => {
    let speaker: Speaker | null;
    try {
      speaker = await findSpeaker(done.user);
    } catch (error) {
      log.error({ event: 'slack.failed', user: done.user.handle, err: error }, 'The speaker could not be looked up');
      return { locale: defaultLocale, run: async () => refusal(words(defaultLocale).trouble) };
    }
    if (speaker === null) return { locale: defaultLocale, run: async () => refusal(words(defaultLocale).stranger) };
    const known = speaker;
    const { locale } = known.person;
    const run = (): Promise<Reply> =>
      act(done, known).catch((error: unknown) => {
        log.error({ event: 'slack.failed', act: done.ref?.name, user: done.user.handle, err: error }, 'An act failed');
        return refusal(words(locale).trouble);
      });
    return { locale, run };
  };
}
