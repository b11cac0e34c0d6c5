import { bot } from '../identity.ts';
import type { StoredConversation } from '../stores/conversations.ts';

/** The word that scopes use for a kind of conversation: `im:history`, `groups:read`. */
export const scopeWord = { dm: 'im', channel: 'channels', private: 'groups', group: 'mpim' } as const;

export function conversationJson(conversation: StoredConversation): Record<string, unknown> {
  const { id, kind, name, created, memberIds } = conversation;
  if (kind === 'dm')
    return {
      id,
      created,
      is_im: true,
      is_org_shared: false,
      user: memberIds.find((it) => it !== bot.userId),
      is_open: true,
    };
  return {
    id,
    name: name || id.toLowerCase(),
    name_normalized: name || id.toLowerCase(),
    created,
    creator: memberIds[0],
    is_channel: kind === 'channel',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: kind === 'group',
    is_private: kind !== 'channel',
    is_archived: false,
    is_general: name === 'general',
    is_member: memberIds.includes(bot.userId),
    num_members: memberIds.length,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
