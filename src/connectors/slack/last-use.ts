import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { loginShape } from './slack-shapes.ts';
import type { SlackSystem } from './slack-system.ts';
import { readUser, workspacesOf } from './user-state.ts';
import { readByPageNumber } from './web-api.ts';

/**
 * The latest line of the access logs about the person; null where the settings do not allow to read them. Slack filters
 * them by nobody and says nothing of their order, so all of them are read, up to the hundred pages that it gives.
 */
export async function lastUse(
  system: SlackSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  if (!system.settings.accessLogs) return null;
  const { user, evidence } = await readUser(system, account.id, context);
  const all = [...evidence];
  let latest = 0;
  for (const workspace of system.settings.plan === 'enterprise' ? workspacesOf(user) : [{}]) {
    const asked = { method: 'team.accessLogs', name: 'logins', item: loginShape, args: { ...workspace, count: 1000 } };
    const { items, evidence: read } = await readByPageNumber(system.http, asked, context);
    all.push(...sawAll(read, `${items.length} lines of the access logs`));
    for (const { user_id, date_last } of items) if (user_id === account.id) latest = Math.max(latest, date_last);
  }
  const at = new Date(latest * 1000);
  return { at: latest > 0 && at >= since ? at : null, evidence: all };
}
