import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Locale } from '../../domain/people/people.ts';
import type { Conversation } from '../../engine/conversation/conversation.ts';
import type { FindSpeaker } from '../acting.ts';
import type { ReplyDrawing } from './draw-reply.ts';
import type { DrawnBlock } from './newer-blocks.ts';
import type { SlackUser } from './speakers.ts';
import type { WordsFor } from './words.ts';

export interface HomePages {
  /** The person looks at the Home tab. */
  opened(user: SlackUser): Promise<void>;
  /** Something changed for this person: publish again, if they have looked at their home since the start. */
  refresh(handle: string): Promise<void>;
}

/** More than ever look at once; the longest unseen is forgotten. */
const mostRemembered = 5000;

export function createHomePages(options: {
  client: webApi.WebClient;
  conversation: () => Conversation;
  findSpeaker: FindSpeaker<SlackUser>;
  draw: ReplyDrawing;
  words: WordsFor;
  defaultLocale: Locale;
  log: Logger;
}): HomePages {
  const { client, conversation, findSpeaker, draw, words, defaultLocale, log } = options;
  const known = new Map<string, SlackUser>();
  const publishing = new Map<string, Promise<void>>();
  const again = new Set<string>();

  const publish = async (user: SlackUser): Promise<void> => {
    const speaker = await findSpeaker(user);
    const view: types.HomeView = speaker
      ? await draw.home(await conversation().home(speaker), speaker.person.locale)
      : { type: 'home', blocks: await strangerBlocks() };
    await client.views.publish({ user_id: user.handle, view });
  };

  const strangerBlocks = async (): Promise<DrawnBlock[]> => {
    const notice = { tone: 'refused', text: words(defaultLocale).stranger, actions: [] } as const;
    return (await draw.noticeMessage(notice, defaultLocale)).blocks;
  };

  /** One at a time for each person, so that an older page never overwrites a newer one. */
  const publishInTurn = (user: SlackUser): Promise<void> => {
    const running = publishing.get(user.handle);
    if (running !== undefined) {
      again.add(user.handle);
      return running;
    }
    const run = async (): Promise<void> => {
      do {
        again.delete(user.handle);
        await publish(user);
      } while (again.has(user.handle));
    };
    const turn = run()
      .catch((error: unknown) => {
        log.warn({ event: 'slack.home-failed', user: user.handle, err: error }, 'A home page could not be published');
      })
      .finally(() => publishing.delete(user.handle));
    publishing.set(user.handle, turn);
    return turn;
  };

  return {
    opened: (user) => {
      known.delete(user.handle);
      known.set(user.handle, user);
      for (const oldest of known.keys()) {
        if (known.size <= mostRemembered) break;
        known.delete(oldest);
      }
      return publishInTurn(user);
    },
    refresh: async (handle) => {
      const user = known.get(handle);
      if (user) await publishInTurn(user);
    },
  };
}
