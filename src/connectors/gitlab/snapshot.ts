import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import { type GitlabSystem, isInstance } from './gitlab-system.ts';
import { membershipsOf } from './memberships.ts';
import { readFullUser } from './user-state.ts';

/** What a person needs to give everything back; null where it may not be read. Tokens and keys cannot be given back. */
export async function snapshot(
  system: GitlabSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const [memberships, full] = await Promise.all([
    unlessUntold(() => membershipsOf(system, account.id, context)),
    isInstance(system) ? unlessUntold(() => readFullUser(system, account.id, context)) : null,
  ]);
  return {
    status: account.status,
    login: account.login,
    administrator: full?.user?.is_admin ?? null,
    memberships: memberships?.items.map(({ id, name, level }) => ({ id, name, level })) ?? null,
  };
}
