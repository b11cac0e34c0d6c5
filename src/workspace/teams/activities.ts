import type { WorkspacePerson } from '../company.ts';
import type { Chat } from './chats.ts';
import { bot, localTenant, objectIdOf, userIdOf } from './identity.ts';

/** A person as Teams writes them into an activity. */
export function accountOf(person: WorkspacePerson) {
  return { id: userIdOf(person.id), name: person.name, aadObjectId: objectIdOf(person.id) };
}

/** What every activity that a person causes has in common. */
export function activityOf(
  person: WorkspacePerson,
  chat: Chat,
  { id, serviceUrl, now }: { id: string; serviceUrl: string; now: Date },
) {
  const locale = person.locale === 'fr' ? 'fr-FR' : 'en-GB';
  return {
    id,
    timestamp: now.toISOString(),
    localTimezone: person.timeZone,
    channelId: 'msteams',
    serviceUrl,
    from: accountOf(person),
    recipient: bot,
    conversation: {
      id: chat.id,
      conversationType: chat.type,
      tenantId: localTenant,
      isGroup: chat.type !== 'personal',
    },
    channelData: { tenant: { id: localTenant }, ...(chat.type === 'channel' && { team: { id: chat.id } }) },
    locale,
    entities: [
      { type: 'clientInfo', locale, country: person.country, platform: 'Web', timezone: person.timeZone },
    ] as object[],
  };
}
