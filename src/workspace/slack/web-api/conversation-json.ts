import { bot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { StoredConversation } from '../stores/conversations.ts';

/** The word that scopes use for a kind of conversation: `im:history`, `groups:read`. */
export const scopeWord = { dm: 'im', channel: 'channels', private: 'groups', group: 'mpim' } as const;

/** A channel is shared once somebody of another workspace is in it. */
export function conversationJson(conversation: StoredConversation, slack: LocalSlack): Record<string, unknown> {
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
  const isShared = memberIds.some((member) => slack.people.find(member)?.outsider === 'stranger');
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
    is_shared: isShared,
    is_ext_shared: isShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    is_general: name === 'general',
    is_member: memberIds.includes(bot.userId),
    num_members: memberIds.length,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
