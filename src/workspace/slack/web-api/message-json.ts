import { bot, slackbot, team } from '../identity.ts';
import type { Messages, StoredMessage } from '../stores/messages.ts';

/** A message as the Web API and the payloads show it. */
export function messageJson(message: StoredMessage, messages: Messages, withMetadata = false): Record<string, unknown> {
  const replies = message.threadTs === null ? messages.repliesTo(message.channel, message.ts) : [];
  const byApp = message.author === bot.userId;
  return {
    type: 'message',
    user: message.author,
    ts: message.ts,
    ...(byApp ? { bot_id: bot.botId, app_id: bot.appId, bot_profile: botProfile } : {}),
    text: message.text,
    team: team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.editedTs ? { edited: { user: message.author, ts: message.editedTs } } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs, parent_user_id: parentAuthor(message, messages) } : {}),
    ...(replies.length > 0
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((reply) => reply.author))],
          latest_reply: replies.at(-1)?.ts,
        }
      : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

function parentAuthor(message: StoredMessage, messages: Messages): string {
  return messages.find(message.channel, message.threadTs ?? '')?.author ?? slackbot.userId;
}

const botProfile = { id: bot.botId, app_id: bot.appId, name: bot.name, deleted: false, team_id: team.id };
