/** The parts that Slack's interactive payloads have in common. */
import { bot, team, verificationToken } from '../identity.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { Member } from '../stores/people.ts';

/** Slack spells the person three ways; each payload gets its own. */
export const userPart = {
  named: ({ id, handle }: Member) => ({ id, name: handle, team_id: team.id }),
  withUsername: ({ id, handle }: Member) => ({ id, username: handle, team_id: team.id }),
  both: ({ id, handle }: Member) => ({ id, username: handle, name: handle, team_id: team.id }),
};

export const commonParts = {
  team: { id: team.id, domain: team.domain },
  api_app_id: bot.appId,
  token: verificationToken,
  enterprise: null,
  is_enterprise_install: false,
};

/** Slack does not tell an app the name of a private conversation. */
export function channelName({ kind, name }: StoredConversation): string {
  const names = { dm: 'directmessage', private: 'privategroup', group: 'mpdm', channel: name };
  return names[kind];
}

export function channelPart(conversation: StoredConversation): { id: string; name: string } {
  return { id: conversation.id, name: channelName(conversation) };
}
