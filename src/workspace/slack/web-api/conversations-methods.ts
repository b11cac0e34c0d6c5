import { z } from 'zod';
import { bot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { StoredMessage } from '../stores/messages.ts';
import { conversationJson, scopeWord } from './conversation-json.ts';
import { messageJson } from './message-json.ts';
import { count, defineMethod, flag, page, requireScope } from './method.ts';
import { SlackError } from './slack-error.ts';

const paging = { limit: count.default(100), cursor: z.string().optional() };
const kindOfType = { im: 'dm', mpim: 'group', public_channel: 'channel', private_channel: 'private' } as const;
const typeList = z
  .string()
  .default('public_channel')
  .transform((list) => list.split(',').map((type) => type.trim()))
  .pipe(z.array(z.enum(['im', 'mpim', 'public_channel', 'private_channel'])));

export const conversationsMethods = [
  defineMethod({
    name: 'conversations.open',
    scope: 'im:write',
    args: z.looseObject({
      users: z.string().optional(),
      channel: z.string().optional(),
      return_im: flag.default(false),
      prevent_creation: flag.default(false),
    }),
    run: (slack, { users, channel, return_im }) => {
      if (channel) return { no_op: true, already_open: true, channel: conversationJson(known(slack, channel), slack) };
      const ids = (users ?? '').split(',').filter((id) => id && id !== bot.userId);
      if (ids.length === 0) throw new SlackError('users_list_not_supplied');
      if (ids.length > 8) throw new SlackError('too_many_users');
      if (ids.length > 1) requireScope(slack, 'mpim:write');
      for (const id of ids) {
        const person = slack.people.find(id);
        if (!person) throw new SlackError('user_not_found');
        if (person.deactivated) throw new SlackError('user_disabled');
      }
      const { conversation, existed } = slack.conversations.openWith(ids);
      return {
        ...(existed ? { no_op: true, already_open: true } : {}),
        channel: return_im ? conversationJson(conversation, slack) : { id: conversation.id },
      };
    },
  }),
  defineMethod({
    name: 'conversations.list',
    scope: null,
    args: z.looseObject({ ...paging, types: typeList }),
    run: (slack, { limit, cursor, types }) => {
      const kinds = types.map((type) => kindOfType[type]);
      for (const kind of kinds) requireScope(slack, `${scopeWord[kind]}:read`);
      const { items, next } = page(
        slack.conversations.all().filter((conversation) => kinds.includes(conversation.kind)),
        limit,
        cursor,
      );
      return { channels: items.map((each) => conversationJson(each, slack)), response_metadata: { next_cursor: next } };
    },
  }),
  defineMethod({
    name: 'conversations.info',
    scope: null,
    args: z.looseObject({ channel: z.string() }),
    run: (slack, { channel }) => {
      const conversation = known(slack, channel);
      requireScope(slack, `${scopeWord[conversation.kind]}:read`);
      return { channel: conversationJson(conversation, slack) };
    },
  }),
  defineMethod({
    name: 'conversations.members',
    scope: null,
    args: z.looseObject({ ...paging, channel: z.string() }),
    run: (slack, { channel, limit, cursor }) => {
      const conversation = known(slack, channel);
      requireScope(slack, `${scopeWord[conversation.kind]}:read`);
      const { items, next } = page(conversation.memberIds, limit, cursor);
      return { members: items, response_metadata: { next_cursor: next } };
    },
  }),
  defineMethod({
    name: 'conversations.history',
    scope: null,
    args: z.looseObject({
      ...paging,
      channel: z.string(),
      latest: z.string().optional(),
      oldest: z.string().default('0'),
      inclusive: flag.default(false),
      include_all_metadata: flag.default(false),
    }),
    run: (slack, args) => {
      readable(slack, args.channel);
      const newestFirst = slack.messages
        .in(args.channel)
        .filter((message) => message.threadTs === null && within(message, args))
        .toReversed();
      const { items, next } = page(newestFirst, args.limit, args.cursor);
      return {
        messages: items.map((message) => messageJson(message, slack.messages, args.include_all_metadata)),
        has_more: next !== '',
        pin_count: 0,
        response_metadata: { next_cursor: next },
      };
    },
  }),
  defineMethod({
    name: 'conversations.replies',
    scope: null,
    args: z.looseObject({
      ...paging,
      channel: z.string(),
      ts: z.string(),
      latest: z.string().optional(),
      oldest: z.string().default('0'),
      inclusive: flag.default(false),
      include_all_metadata: flag.default(false),
    }),
    run: (slack, args) => {
      readable(slack, args.channel);
      const found = slack.messages.find(args.channel, args.ts);
      if (!found || found.onlyFor) throw new SlackError('thread_not_found');
      const parent = found.threadTs ? (slack.messages.find(args.channel, found.threadTs) ?? found) : found;
      const thread = [
        parent,
        ...slack.messages.repliesTo(args.channel, parent.ts).filter((message) => within(message, args)),
      ];
      const { items, next } = page(thread, args.limit, args.cursor);
      return {
        messages: items.map((message) => messageJson(message, slack.messages, args.include_all_metadata)),
        has_more: next !== '',
        response_metadata: { next_cursor: next },
      };
    },
  }),
];

function known(slack: LocalSlack, id: string): StoredConversation {
  const conversation = slack.conversations.find(id);
  // An app learns nothing of private conversations that it is not in.
  if (!conversation || (conversation.kind !== 'channel' && !conversation.memberIds.includes(bot.userId)))
    throw new SlackError('channel_not_found');
  return conversation;
}

function readable(slack: LocalSlack, id: string): void {
  const conversation = known(slack, id);
  requireScope(slack, `${scopeWord[conversation.kind]}:history`);
  if (!conversation.memberIds.includes(bot.userId)) throw new SlackError('not_in_channel');
}

function within(
  message: StoredMessage,
  { latest, oldest, inclusive }: { latest?: string | undefined; oldest: string; inclusive: boolean },
): boolean {
  const time = Number(message.ts);
  if (inclusive && (message.ts === latest || message.ts === oldest)) return true;
  return time > Number(oldest) && (latest === undefined || time < Number(latest));
}
