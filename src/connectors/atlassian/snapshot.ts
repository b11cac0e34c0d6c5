import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import type { AtlassianSystem } from './atlassian-system.ts';
import { readUser } from './directory.ts';
import { groupsOf } from './jira.ts';

/** What a person needs to give everything back; null where it may not be read. API tokens cannot be given back. */
export async function snapshot(
  system: AtlassianSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const [groups, now] = await Promise.all([
    unlessUntold(() => groupsOf(system, account.id, context)),
    unlessUntold(() => readUser(system, account.id, context)),
  ]);
  return {
    status: account.status,
    login: account.login,
    groups: groups?.items.map(({ groupId, name }) => ({ id: groupId, name: name ?? null })) ?? null,
    roles: now?.user?.platformRoles ?? null,
  };
}
