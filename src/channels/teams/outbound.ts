import type { Activity } from 'botbuilder-core';
import { z } from 'zod';
import type { Place } from './activity.ts';
import { type Connection, callOptions } from './connection.ts';
import { platformWord, statusOf, toChannelError } from './teams-error.ts';

const memberSchema = z.looseObject({
  id: z.string(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  jobTitle: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});
export type Member = z.infer<typeof memberSchema>;

const postedSchema = z.looseObject({ id: z.string().min(1) });
const pageSchema = z.looseObject({ members: z.array(memberSchema), continuationToken: z.string().nullish() });

/** What Relais asks of Teams' connector. Throws ChannelError only. */
export interface Outbound {
  /** The id of the new message. */
  send(place: Place, activity: Partial<Activity>): Promise<string>;
  update(place: Place, message: string, activity: Partial<Activity>): Promise<void>;
  /**
   * Deletes a message of Relais' own.
   * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages
   */
  remove(place: Place, message: string): Promise<void>;
  /** Opens the personal chat with somebody who has the app; its id. */
  open(place: Place, userId: string): Promise<string>;
  /** Null when the conversation has no such member. */
  member(place: Place, userId: string): Promise<Member | null>;
  members(place: Place): Promise<readonly Member[]>;
  /** The same, null when the list has no end: then somebody could be missing. */
  everybody(place: Place): Promise<readonly Member[] | null>;
}

/** A team of thousands is walked to here; whoever comes later is found once they write or install. */
const mostPages = 20;

export function createOutbound(connection: Connection): Outbound {
  const call = async <T>(
    method: string,
    effect: Parameters<typeof toChannelError>[2],
    ask: () => Promise<T>,
  ): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw toChannelError(error, method, effect);
    }
  };

  const pages = (place: Place): Promise<{ found: Member[]; ended: boolean }> =>
    call('getConversationPagedMembers', 'reads', async () => {
      const found: Member[] = [];
      // Microsoft refuses an empty token (403 BadArgument): the first page is asked for without one.
      let next: { continuationToken?: string } = {};
      for (let page = 0; page < mostPages; page += 1) {
        const answer = await connection.call(place, ({ conversations }) =>
          conversations.getConversationPagedMembers(place.conversation, {
            ...callOptions,
            pageSize: 200,
            ...next,
            // botbuilder's types want a token also where there is none.
          } as Parameters<typeof conversations.getConversationPagedMembers>[1]),
        );
        const { members, continuationToken } = pageSchema.parse(answer);
        found.push(...members);
        if (!continuationToken) return { found, ended: true };
        next = { continuationToken };
      }
      return { found, ended: false };
    });

  return {
    send: (place, activity) =>
      call('sendToConversation', 'posts', async () => {
        const answer = await connection.call(place, ({ conversations }) =>
          conversations.sendToConversation(place.conversation, activity, callOptions),
        );
        return postedSchema.parse(answer).id;
      }),

    update: (place, message, activity) =>
      call('updateActivity', 'repeatable', async () => {
        await connection.call(place, ({ conversations }) =>
          conversations.updateActivity(place.conversation, message, activity, callOptions),
        );
      }),

    remove: (place, message) =>
      call('deleteActivity', 'repeatable', async () => {
        await connection.call(place, ({ conversations }) =>
          conversations.deleteActivity(place.conversation, message, callOptions),
        );
      }),

    open: (place, userId) =>
      call('createConversation', 'repeatable', async () => {
        const { tenantId, botId } = place;
        const answer = await connection.call(place, ({ conversations }) =>
          conversations.createConversation(
            {
              isGroup: false,
              bot: { id: botId, name: 'Relais' },
              members: [{ id: userId, name: '' }],
              ...(tenantId !== null && { tenantId, channelData: { tenant: { id: tenantId } } }),
            } as Parameters<typeof conversations.createConversation>[0],
            callOptions,
          ),
        );
        return postedSchema.parse(answer).id;
      }),

    member: (place, userId) =>
      call('getConversationMember', 'reads', async () => {
        try {
          const answer = await connection.call(place, ({ conversations }) =>
            conversations.getConversationMember(place.conversation, userId, callOptions),
          );
          return memberSchema.parse(answer);
        } catch (error) {
          if (statusOf(error) === 404 && platformWord(error) !== 'ConversationNotFound') return null;
          throw error;
        }
      }),

    members: async (place) => (await pages(place)).found,
    everybody: async (place) => {
      const { found, ended } = await pages(place);
      return ended ? found : null;
    },
  };
}
