import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { PlatformUser } from '../../engine/ports/channel.ts';
import { foldedName } from '../folded-name.ts';
import { call } from './call.ts';
import type { Identity } from './identity.ts';
import { toPlatformUser, userSchema } from './platform-user.ts';

const pageSchema = z.looseObject({
  members: z.array(userSchema),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish(),
});

/** Slack advises against more at once. */
const pageSize = 200;
const mostPages = 100;

/** The one member whom others read by this name, real or displayed; null when it is nobody's or several people's, and when the list has no end. */
export async function withName(
  client: webApi.WebClient,
  name: string,
  identity: Identity,
): Promise<PlatformUser | null> {
  const wanted = foldedName(name);
  const found = new Map<string, PlatformUser>();
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await call('users.list', 'reads', async () =>
      pageSchema.parse(await client.users.list({ limit: pageSize, include_locale: true, ...(cursor && { cursor }) })),
    );
    for (const user of answer.members) {
      const { real_name, display_name } = user.profile;
      const names = [real_name, display_name, user.real_name].map((one) => foldedName(one ?? ''));
      const person = toPlatformUser({ user }, identity);
      if (names.includes(wanted) && person.usable && !person.isBot) found.set(person.handle, person);
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return found.size === 1 ? ([...found.values()][0] ?? null) : null;
  }
  return null;
}
