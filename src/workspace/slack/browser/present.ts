/** What the page is shown: the stores' own records in the words of `browser-api.ts`. */
import type { Conversation, Message, Person, View } from '../browser-api.ts';
import { bot, slackbot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { StoredMessage } from '../stores/messages.ts';
import type { Member } from '../stores/people.ts';
import type { StoredView } from '../stores/views.ts';

export function avatarPath(id: string): string {
  return `/workspace/api/people/${id}/avatar.svg`;
}

export function personShown(slack: LocalSlack, person: Member): Person {
  const { id, name, handle, email, title, team, locale, timeZone, managerId, roles, deactivated } = person;
  const unread = conversationsOf(slack, person).reduce((sum, conversation) => sum + conversation.unread, 0);
  const avatarUrl = avatarPath(id);
  return {
    id,
    name,
    handle,
    email,
    title,
    team,
    locale,
    timeZone,
    managerId,
    roles: [...roles],
    deactivated,
    unread,
    avatarUrl,
  };
}

/** The DM with Relais first, then channels by name. */
export function conversationsOf(slack: LocalSlack, person: Member): Conversation[] {
  const rank = { dm: 0, channel: 1, private: 2, group: 3 };
  return slack.conversations
    .all()
    .filter(({ memberIds }) => memberIds.includes(person.id))
    .toSorted((a, b) => rank[a.kind] - rank[b.kind])
    .map((conversation) => conversationShown(slack, person, conversation));
}

function conversationShown(slack: LocalSlack, person: Member, conversation: StoredConversation): Conversation {
  const { id, kind, memberIds } = conversation;
  const lastReadTs = slack.conversations.lastRead(id, person.id);
  const { unread, latestTs } = slack.messages.summary(person.id, id, lastReadTs);
  const others = memberIds.flatMap((memberId) => (memberId === person.id ? [] : [authorName(slack, memberId)]));
  return {
    id,
    kind,
    name: conversation.name || others.join(', '),
    memberIds: [...memberIds],
    unread,
    lastReadTs,
    latestTs,
  };
}

export function messagesSeenBy(slack: LocalSlack, person: Member, channel: string): Message[] {
  const seen = slack.messages.seenBy(person.id, channel);
  const replies = new Map<string, StoredMessage[]>();
  for (const message of seen)
    if (message.threadTs) replies.set(message.threadTs, [...(replies.get(message.threadTs) ?? []), message]);
  return seen.map((message) => {
    const its = replies.get(message.ts) ?? [];
    return {
      channel: message.channel,
      ts: message.ts,
      author: {
        kind: message.author === bot.userId ? 'app' : message.author === slackbot.userId ? 'slackbot' : 'person',
        id: message.author,
        name: authorName(slack, message.author),
        avatarUrl: avatarPath(message.author),
      },
      text: message.text,
      blocks: [...message.blocks],
      attachments: [...message.attachments],
      threadTs: message.threadTs,
      replyCount: its.length,
      latestReplyTs: its.at(-1)?.ts ?? null,
      edited: message.editedTs !== null,
      ephemeral: message.onlyFor !== null,
    };
  });
}

export function viewShown(view: StoredView): View {
  const { payload } = view;
  const modal = payload.type === 'modal' ? payload : null;
  return {
    id: view.id,
    kind: view.kind,
    callbackId: payload.callback_id ?? '',
    title: modal?.title.text ?? '',
    submit: modal?.submit?.text ?? null,
    close: modal?.close?.text ?? null,
    blocks: [...view.blocks],
    hash: view.hash,
  };
}

function authorName(slack: LocalSlack, id: string): string {
  if (id === bot.userId) return bot.name;
  if (id === slackbot.userId) return slackbot.name;
  return slack.people.find(id)?.name ?? id;
}
