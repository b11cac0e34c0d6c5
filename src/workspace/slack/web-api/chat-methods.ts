import { z } from 'zod';
import { bot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { StoredMessage } from '../stores/messages.ts';
import { contentArgs, givenContent, newContent } from './message-content.ts';
import { messageJson } from './message-json.ts';
import { defineMethod, flag } from './method.ts';
import { SlackError } from './slack-error.ts';

const placed = { channel: z.string(), ts: z.string() };

export const chatMethods = [
  defineMethod({
    name: 'chat.postMessage',
    scope: 'chat:write',
    args: z.looseObject({
      channel: z.string(),
      thread_ts: z.string().optional(),
      unfurl_links: flag.optional(),
      unfurl_media: flag.optional(),
      ...contentArgs,
    }),
    run: (slack, args) => {
      const conversation = writable(slack, args.channel);
      const message = slack.postings.post({
        channel: conversation.id,
        author: bot.userId,
        content: newContent(args),
        threadTs: args.thread_ts ? threadOf(slack, conversation.id, args.thread_ts) : null,
      });
      return {
        channel: conversation.id,
        ts: message.ts,
        message: messageJson(message, slack.messages, true),
      };
    },
  }),
  defineMethod({
    name: 'chat.update',
    scope: 'chat:write',
    args: z.looseObject({ ...placed, ...contentArgs }),
    run: (slack, args) => {
      const message = own(slack, args, 'cant_update_message');
      const given = givenContent(args);
      if (given.text === undefined && given.blocks === undefined && given.attachments === undefined)
        throw new SlackError('no_text');
      // Text alone takes the place of earlier blocks; blocks or attachments left out beside something else stay.
      const keepsBlocks = given.text === undefined || given.attachments !== undefined;
      const next = slack.postings.update(message, {
        text: given.text ?? message.text,
        blocks: given.blocks ?? (keepsBlocks ? message.blocks : []),
        attachments: given.attachments ?? (given.blocks || given.text === undefined ? message.attachments : []),
        metadata: given.metadata === undefined ? message.metadata : given.metadata,
      });
      return {
        channel: next.channel,
        ts: next.ts,
        text: next.text,
        message: messageJson(next, slack.messages, true),
      };
    },
  }),
  defineMethod({
    name: 'chat.delete',
    scope: 'chat:write',
    args: z.looseObject(placed),
    run: (slack, args) => {
      const message = own(slack, args, 'cant_delete_message');
      slack.postings.remove(message);
      return { channel: message.channel, ts: message.ts };
    },
  }),
  defineMethod({
    name: 'chat.postEphemeral',
    scope: 'chat:write',
    args: z.looseObject({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...contentArgs }),
    run: (slack, args) => {
      const conversation = writable(slack, args.channel);
      if (!conversation.memberIds.includes(args.user)) throw new SlackError('user_not_in_channel');
      const message = slack.postings.post({
        channel: conversation.id,
        author: bot.userId,
        content: newContent(args),
        threadTs: args.thread_ts ? threadOf(slack, conversation.id, args.thread_ts) : null,
        onlyFor: args.user,
      });
      return { message_ts: message.ts };
    },
  }),
  defineMethod({
    name: 'chat.getPermalink',
    scope: null,
    args: z.looseObject({ channel: z.string(), message_ts: z.string() }),
    run: (slack, { channel, message_ts }) => {
      if (!slack.conversations.find(channel)) throw new SlackError('channel_not_found');
      const message = slack.messages.find(channel, message_ts);
      if (!message || message.onlyFor) throw new SlackError('message_not_found');
      const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel}` : '';
      return {
        channel,
        permalink: `${slack.origin()}/workspace/archives/${channel}/p${message_ts.replace('.', '')}${thread}`,
      };
    },
  }),
];

/** A person's id stands for their DM, as in Slack. */
function writable(slack: LocalSlack, channel: string): StoredConversation {
  const person = slack.people.find(channel);
  if (person?.deactivated) throw new SlackError('channel_not_found');
  const byName = slack.conversations.all().find(({ name }) => name !== '' && `#${name}` === channel);
  const conversation = person
    ? slack.conversations.openWith([person.id]).conversation
    : (byName ?? slack.conversations.find(channel));
  if (!conversation) throw new SlackError('channel_not_found');
  if (!conversation.memberIds.includes(bot.userId)) throw new SlackError('not_in_channel');
  return conversation;
}

/** A reply to a reply belongs to the thread of its parent. */
function threadOf(slack: LocalSlack, channel: string, ts: string): string {
  const message = slack.messages.find(channel, ts);
  if (!message || message.onlyFor) throw new SlackError('invalid_thread_ts');
  return message.threadTs ?? message.ts;
}

/** Only the app's own lasting messages can be changed; an ephemeral one lives in its reader's client alone. */
function own(slack: LocalSlack, { channel, ts }: { channel: string; ts: string }, otherwise: string): StoredMessage {
  if (!slack.conversations.find(channel)) throw new SlackError('channel_not_found');
  const message = slack.messages.find(channel, ts);
  if (!message || message.onlyFor) throw new SlackError('message_not_found');
  if (message.author !== bot.userId) throw new SlackError(otherwise);
  return message;
}
