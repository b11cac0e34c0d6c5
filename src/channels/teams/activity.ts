/**
 * What we read of Teams' activities; everything else in them is ignored. botbuilder has checked where they come from,
 * not what is in them. https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
 */
import type { Activity } from 'botbuilder-core';
import { z } from 'zod';

const id = z.string().min(1).max(1000);

const accountSchema = z.looseObject({
  id,
  name: z.string().nullish(),
  aadObjectId: id.nullish(),
  role: z.string().nullish(),
});

const entitySchema = z.looseObject({
  type: z.string().optional(),
  text: z.string().nullish(),
  mentioned: accountSchema.nullish(),
  timezone: z.string().nullish(),
});

export const activitySchema = z.looseObject({
  type: z.string(),
  id: id.nullish(),
  name: z.string().nullish(),
  action: z.string().nullish(),
  /** Other channels of the Bot Framework have other rules about who is who. */
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: accountSchema,
  recipient: accountSchema,
  conversation: z.looseObject({
    id,
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).nullish(),
      team: z.looseObject({ id }).nullish(),
    })
    .nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: id.nullish(),
  locale: z.string().nullish(),
  localTimezone: z.string().nullish(),
  membersAdded: z.array(accountSchema).nullish(),
  membersRemoved: z.array(accountSchema).nullish(),
  entities: z.array(entitySchema).nullish(),
});

export type TeamsActivity = z.infer<typeof activitySchema>;

/** The same body as botbuilder wants it typed. */
export const incomingSchema = z.custom<Activity>((body) => activitySchema.safeParse(body).success);

/** Where a bot can write: everything that the connector must be told. */
export interface Place {
  conversation: string;
  serviceUrl: string;
  tenantId: string | null;
  /** Relais' own account there. */
  botId: string;
}

/** Who did it, as Teams says: the authenticated activity's sender, never anything a card carries. */
export interface TeamsUser {
  /** The directory's object id; for somebody without one, Teams' own. */
  handle: string;
  /** Teams' own id, under which members are looked up. */
  userId: string;
  tenantId: string | null;
  name: string | null;
}

export function userOf({ from, conversation, channelData }: TeamsActivity): TeamsUser {
  return {
    handle: handleOf(from),
    userId: from.id,
    tenantId: tenantOf({ conversation, channelData }),
    name: from.name ?? null,
  };
}

/** The same person has one object id in the directory, but another Teams id for each bot. */
export function handleOf({ id: own, aadObjectId }: { id: string; aadObjectId?: string | null | undefined }): string {
  return aadObjectId || own;
}

export function placeOf({ conversation, channelData, serviceUrl, recipient }: TeamsActivity): Place {
  const tenantId = tenantOf({ conversation, channelData });
  return { conversation: conversation.id, serviceUrl, tenantId, botId: recipient.id };
}

/** Only there may anything about a departure be said: others read along everywhere else. */
export function isPersonal({ conversation }: TeamsActivity): boolean {
  return conversation.conversationType === 'personal';
}

function tenantOf({ conversation, channelData }: Pick<TeamsActivity, 'conversation' | 'channelData'>): string | null {
  return channelData?.tenant?.id ?? conversation.tenantId ?? null;
}
