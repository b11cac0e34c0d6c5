import { bot } from './identity.ts';
import type { Changes } from './stores/changes.ts';
import type { Conversations } from './stores/conversations.ts';
import type { MessageContent, Messages, StoredMessage } from './stores/messages.ts';

/** Every way a message comes to be, changes and goes, told to those who see it. */
export interface Postings {
  post(message: {
    channel: string;
    author: string;
    content: MessageContent;
    threadTs?: string | null;
    /** Makes it ephemeral. */
    onlyFor?: string | null;
  }): StoredMessage;
  update(message: StoredMessage, content: MessageContent): StoredMessage;
  remove(message: StoredMessage): void;
}

export function createPostings(world: {
  conversations: Conversations;
  messages: Messages;
  changes: Changes;
  nextTs: () => string;
}): Postings {
  const { conversations, messages, changes, nextTs } = world;
  const tell = (channel: string, onlyFor: string | null): void => {
    const members = conversations.find(channel)?.memberIds.filter((id) => id !== bot.userId) ?? [];
    changes.tell({ type: 'conversation', channel, people: onlyFor ? [onlyFor] : members });
  };
  return {
    post: ({ channel, author, content, threadTs = null, onlyFor = null }) => {
      const message = { channel, ts: nextTs(), author, ...content, threadTs, onlyFor };
      messages.add(message);
      tell(channel, onlyFor);
      return { ...message, editedTs: null };
    },
    update: (message, content) => {
      // Slack shows "(edited)" only on plain text: https://docs.slack.dev/reference/methods/chat.update
      const plain = content.blocks.length === 0 && content.attachments.length === 0;
      const editedTs = plain ? nextTs() : message.editedTs;
      messages.replace(message.channel, message.ts, { ...content, editedTs });
      tell(message.channel, message.onlyFor);
      return { ...message, ...content, editedTs };
    },
    remove: (message) => {
      messages.remove(message.channel, message.ts);
      tell(message.channel, message.onlyFor);
    },
  };
}
