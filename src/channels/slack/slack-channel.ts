import type { types, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Locale } from '../../domain/people/people.ts';
import { type Channel, ChannelError, type PostRef, type PostTarget } from '../../engine/ports/channel.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { CardView } from '../../views/card-view.ts';
import { createPace, type PaceOptions, slackPace } from '../pace.ts';
import { peopleInCard } from '../people-in-view.ts';
import { call } from './call.ts';
import { type DrawnMessage, drawCard } from './draw-card.ts';
import { handlesFor } from './handles.ts';
import type { Identity } from './identity.ts';
import { withName } from './people-by-name.ts';
import { toPlatformUser, userAnswerSchema } from './platform-user.ts';
import { readersOf } from './readers.ts';
import { platformCode } from './slack-error.ts';
import type { SlackWords } from './words.ts';

export interface SlackChannelOptions {
  client: webApi.WebClient;
  identity: () => Promise<Identity>;
  /** Asked only when a card is drawn, so the directory may itself look people up through this channel. */
  directory: () => Pick<Directory, 'byId'>;
  /** Null when the reader's language is not known here (a card that is edited after a restart). */
  words: (locale: Locale | null) => Pick<SlackWords, 'more' | 'moment'>;
  pace?: PaceOptions;
}

const openedSchema = z.looseObject({ channel: z.looseObject({ id: z.string() }) });
const postedSchema = z.looseObject({ channel: z.string(), ts: z.string() });
const messagesSchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      user: z.string().optional(),
      bot_id: z.string().nullish(),
      metadata: z
        .looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.unknown() }).nullish() })
        .nullish(),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish(),
});

const standingSchema = z.looseObject({
  messages: z.array(z.looseObject({ ts: z.string(), subtype: z.string().nullish() })),
});

/** How a card is recognised among the messages of a conversation. */
const cardEventType = 'relais_card';

const lookBack = 100;
/** Replies come oldest first, so the latest hundred of a long thread need a walk. */
const mostThreadPages = 10;

export function createSlackChannel(options: SlackChannelOptions): Channel {
  const { client, identity, directory, words } = options;
  const pace = createPace(options.pace ?? slackPace);
  /** By handle; also what is under way, so that many cards for one person open their conversation once. */
  const opened = new Map<string, Promise<string>>();
  const localeOf = new Map<string, Locale>();

  const conversationOf = async ({ to }: PostTarget): Promise<string> => {
    if (to.type === 'conversation') return to.id;
    const handle = to.person.handles.slack;
    if (!handle)
      throw new ChannelError('unreachable', {
        en: 'This person has no Slack account that Relais knows. Reach them another way.',
        fr: 'Relais ne connaît pas de compte Slack à cette personne. Joignez-la autrement.',
      });
    const opening = opened.get(handle) ?? openDirect(handle);
    opened.set(handle, opening);
    let id: string;
    try {
      id = await opening;
    } catch (error) {
      if (opened.get(handle) === opening) opened.delete(handle);
      throw error;
    }
    localeOf.set(id, to.person.locale);
    return id;
  };

  const openDirect = (handle: string): Promise<string> =>
    call('conversations.open', 'repeatable', async () => {
      const answer = await client.conversations.open({ users: handle });
      return openedSchema.parse(answer).channel.id;
    });

  const draw = async (view: CardView, locale: Locale | null): Promise<DrawnMessage> => {
    const handleOf = await handlesFor(peopleInCard(view), directory());
    const { more, moment } = words(locale);
    return drawCard(view, { handleOf, more, moment });
  };

  return {
    id: 'slack',
    threads: 'everywhere',

    post: async (target, view, key) => {
      const channel = await conversationOf(target);
      const message = await draw(view, localeOf.get(channel) ?? null);
      return pace.run(channel, () =>
        call('chat.postMessage', 'posts', async () => {
          const answer = await client.chat.postMessage({
            channel,
            ...message,
            ...(target.thread && { thread_ts: target.thread.message }),
            metadata: metadataOf(key),
            unfurl_links: false,
            unfurl_media: false,
            link_names: false,
          });
          const posted = postedSchema.parse(answer);
          return { channel: 'slack', conversation: posted.channel, message: posted.ts } satisfies PostRef;
        }),
      );
    },

    update: async (ref, view, key) => {
      const message = await draw(view, localeOf.get(ref.conversation) ?? null);
      await call('chat.update', 'repeatable', () =>
        client.chat.update({
          channel: ref.conversation,
          ts: ref.message,
          ...message,
          metadata: metadataOf(key),
          link_names: false,
        }),
      );
    },

    withdraw: async (ref) => {
      await call('chat.delete', 'repeatable', () => client.chat.delete({ channel: ref.conversation, ts: ref.message }));
    },

    stands: (ref) =>
      call('conversations.replies', 'reads', async () => {
        // Of a message without a thread, and of a reply, Slack answers with the message itself.
        const answer = await client.conversations.replies({ channel: ref.conversation, ts: ref.message, limit: 1 });
        const found = standingSchema
          .parse(answer)
          .messages.some(({ ts, subtype }) => ts === ref.message && subtype !== 'tombstone');
        return found ? ('there' as const) : ('gone' as const);
      }).catch((error: unknown) => {
        const code = error instanceof ChannelError ? platformCode(error.cause) : null;
        if (code === 'thread_not_found' || code === 'message_not_found') return 'gone' as const;
        throw error;
      }),

    // Slack knows where everybody is; Relais keeps nothing of it.
    forget: async () => {},

    find: async (target, key) => {
      const channel = await conversationOf(target);
      const { botUserId, botId } = await call('auth.test', 'reads', identity);
      const found = (await latest(client, channel, target.thread)).find(
        ({ metadata, user, bot_id }) =>
          metadata?.event_type === cardEventType &&
          metadata.event_payload?.key === key &&
          // Other apps could post the same metadata.
          (user === botUserId || (botId !== null && bot_id === botId)),
      );
      return found ? { channel: 'slack', conversation: channel, message: found.ts } : null;
    },

    readersOf: async (conversation) => {
      const { botUserId } = await call('auth.test', 'reads', identity);
      return readersOf(client, conversation, botUserId);
    },

    lookUp: async (who) => {
      if ('name' in who) return withName(client, who.name, await call('auth.test', 'reads', identity));
      const handle = 'handle' in who ? who.handle : await handleByEmail(client, who.email);
      if (handle === null) return null;
      const answer = await call('users.info', 'reads', async () =>
        userAnswerSchema.parse(await client.users.info({ user: handle, include_locale: true })),
      ).catch(nobody);
      return answer && toPlatformUser(answer, await call('auth.test', 'reads', identity));
    },
  };
}

async function latest(client: webApi.WebClient, channel: string, thread: PostRef | null) {
  if (thread === null)
    return call('conversations.history', 'reads', async () => {
      const answer = await client.conversations.history({ channel, limit: lookBack, include_all_metadata: true });
      return messagesSchema.parse(answer).messages;
    });
  return call('conversations.replies', 'reads', async () => {
    let replies: z.infer<typeof messagesSchema>['messages'] = [];
    let cursor = '';
    for (let page = 0; page < mostThreadPages; page += 1) {
      const answer = messagesSchema.parse(
        await client.conversations.replies({
          channel,
          ts: thread.message,
          limit: lookBack,
          include_all_metadata: true,
          ...(cursor && { cursor }),
        }),
      );
      replies = [...replies, ...answer.messages].slice(-lookBack);
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return replies;
  });
}

/** Only the id: `users.lookupByEmail` tells less than `users.info`. */
function handleByEmail(client: webApi.WebClient, email: string): Promise<string | null> {
  return call('users.lookupByEmail', 'reads', async () => {
    const answer = await client.users.lookupByEmail({ email });
    return userAnswerSchema.parse(answer).user.id;
  }).catch(nobody);
}

function metadataOf(key: string): types.MessageMetadata {
  return { event_type: cardEventType, event_payload: { key } };
}

function nobody(error: unknown): null {
  const code = error instanceof ChannelError ? platformCode(error.cause) : null;
  if (code === 'user_not_found' || code === 'users_not_found') return null;
  throw error;
}
