import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { ChannelError, type Readers } from '../../engine/ports/channel.ts';
import { call } from './call.ts';
import { platformCode } from './slack-error.ts';

/** https://docs.slack.dev/reference/objects/conversation-object */
const infoSchema = z.looseObject({
  channel: z.looseObject({
    is_private: z.boolean().default(false),
    is_im: z.boolean().default(false),
    is_mpim: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_shared: z.boolean().default(false),
    is_ext_shared: z.boolean().default(false),
    is_org_shared: z.boolean().default(false),
    is_pending_ext_shared: z.boolean().default(false),
    pending_shared: z.array(z.unknown()).default([]),
    pending_connected_team_ids: z.array(z.unknown()).default([]),
  }),
});
const pageSchema = z.looseObject({
  members: z.array(z.string()),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish(),
});

const pageSize = 200;
const mostPages = 50;

/** Who is in a private channel, to the last page. A channel that is, or is about to be, shared with others is open. */
export async function readersOf(client: webApi.WebClient, channel: string, botUserId: string): Promise<Readers> {
  try {
    return await asked(client, channel, botUserId);
  } catch (error) {
    // Nobody asks again until the app was installed with its newer scopes.
    if (error instanceof ChannelError && platformCode(error.cause) === 'missing_scope')
      return { type: 'open', why: 'unknown' };
    throw error;
  }
}

async function asked(client: webApi.WebClient, channel: string, botUserId: string): Promise<Readers> {
  const info = await call(
    'conversations.info',
    'reads',
    async () => infoSchema.parse(await client.conversations.info({ channel })).channel,
  );
  if (!info.is_private && !info.is_im && !info.is_mpim) return { type: 'open', why: 'public' };
  const isShared = info.is_shared || info.is_ext_shared || info.is_org_shared || info.is_pending_ext_shared;
  if (isShared || info.pending_shared.length > 0 || info.pending_connected_team_ids.length > 0)
    return { type: 'open', why: 'shared' };
  const found = new Set<string>();
  const seen = new Set<string>();
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await call('conversations.members', 'reads', async () =>
      pageSchema.parse(await client.conversations.members({ channel, limit: pageSize, ...(cursor && { cursor }) })),
    );
    for (const member of answer.members) found.add(member);
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') {
      // Whoever is not there is told nothing for certain.
      if (!found.delete(botUserId) || info.is_archived) return { type: 'open', why: 'unknown' };
      return { type: 'closed', handles: [...found] };
    }
    // A page that comes again would never end.
    if (seen.has(cursor)) break;
    seen.add(cursor);
  }
  return { type: 'open', why: 'unknown' };
}
