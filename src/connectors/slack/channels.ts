import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { channelShape, type SlackChannel } from './slack-shapes.ts';
import type { SlackSystem } from './slack-system.ts';
import { readUser, workspacesOf } from './user-state.ts';
import { readAll } from './web-api.ts';

/**
 * The channels that the person is in, as far as the token may see them: public ones, and private ones that the token’s
 * user is in too. See https://docs.slack.dev/reference/methods/users.conversations
 */
export async function channelsOf(system: SlackSystem, id: string, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  const all: { items: SlackChannel[]; evidence: Evidence[] } = { items: [], evidence: [...evidence] };
  // Deactivation takes the person out of every channel, and Slack refuses to list those of whoever is deactivated.
  if (user.deleted) return all;
  for (const workspace of system.settings.plan === 'enterprise' ? workspacesOf(user) : [{}]) {
    const args = {
      ...workspace,
      user: id,
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 999,
    };
    const asked = { method: 'users.conversations', name: 'channels', item: channelShape, args };
    const listed = await readAll(system.http, asked, context);
    for (const each of listed.items) if (!all.items.some((one) => one.id === each.id)) all.items.push(each);
    all.evidence.push(...listed.evidence);
  }
  return all;
}
