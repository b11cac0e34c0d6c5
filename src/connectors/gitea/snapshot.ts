import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import type { GiteaSystem } from './gitea-system.ts';
import { membershipsOf } from './organisations.ts';

/**
 * What a person needs to give everything back, besides the items; null where it may not be read. Tokens and keys cannot
 * be given back.
 */
export async function snapshot(
  system: GiteaSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const now = await unlessUntold(() => membershipsOf(system, account.id, context));
  const user = now?.user ?? null;
  return {
    status: account.status,
    login: account.login,
    administrator: user?.is_admin ?? null,
    restricted: user?.restricted ?? null,
    /** 0: an account of Gitea’s own. */
    source: user?.source_id ?? null,
    organisations: now?.items.map(({ id, name, teams }) => ({ id, name, teams: [...teams] })) ?? null,
  };
}
