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

type Member = z.infer<typeof userSchema>;

const teamsSchema = z.looseObject({
  teams: z.array(z.looseObject({ id: z.string() })),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish(),
});

/** Slack advises against more at once. */
const pageSize = 200;
const mostPages = 100;

/**
 * The one member whom others read by this name, real or displayed; null when it is nobody's or several people's, and
 * when the list has no end.
 */
export async function withName(
  client: webApi.WebClient,
  name: string,
  identity: Identity,
): Promise<PlatformUser | null> {
  const wanted = foldedName(name);
  const found = new Map<string, PlatformUser>();
  const workspaces = identity.orgWide ? await workspacesOf(client) : [null];
  if (workspaces === null) return null;
  for (const workspace of workspaces) {
    const members = await membersOf(client, workspace);
    if (members === null) return null;
    for (const user of members) {
      const { real_name, display_name } = user.profile;
      const names = [real_name, display_name, user.real_name].map((one) => foldedName(one ?? ''));
      const person = toPlatformUser({ user }, identity);
      // One person may be in several workspaces of an Enterprise Grid, with the same id.
      if (names.includes(wanted) && person.usable && !person.isBot) found.set(person.handle, person);
    }
  }
  return found.size === 1 ? ([...found.values()][0] ?? null) : null;
}

/**
 * The workspaces of an Enterprise Grid that have Relais, of which lists of people must name one each; null when there
 * is no end to them.
 */
function workspacesOf(client: webApi.WebClient): Promise<readonly string[] | null> {
  return everyPage(async (cursor) => {
    const answer = await call('auth.teams.list', 'reads', async () =>
      teamsSchema.parse(await client.auth.teams.list({ limit: pageSize, ...(cursor && { cursor }) })),
    );
    return { items: answer.teams.map(({ id }) => id), next: answer.response_metadata?.next_cursor };
  });
}

function membersOf(client: webApi.WebClient, workspace: string | null): Promise<readonly Member[] | null> {
  return everyPage(async (cursor) => {
    const answer = await call('users.list', 'reads', async () =>
      pageSchema.parse(
        await client.users.list({
          limit: pageSize,
          include_locale: true,
          ...(workspace !== null && { team_id: workspace }),
          ...(cursor && { cursor }),
        }),
      ),
    );
    return { items: answer.members, next: answer.response_metadata?.next_cursor };
  });
}

/** What stands on all pages together; null when there are more than anybody should have. */
async function everyPage<Item>(
  ask: (cursor: string) => Promise<{ items: readonly Item[]; next: string | null | undefined }>,
): Promise<readonly Item[] | null> {
  const found: Item[] = [];
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const { items, next } = await ask(cursor);
    found.push(...items);
    if (!next) return found;
    cursor = next;
  }
  return null;
}
