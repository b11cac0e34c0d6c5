import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot, Use } from '../../engine/ports/connector.ts';
import { readUser } from './user-state.ts';
import type { ZoomSystem } from './zoom-system.ts';

/** What a person needs to give everything back, as long as the user was not removed. */
export async function snapshot(
  system: ZoomSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const { user, status } = await readUser(system, account.id, context);
  return {
    status,
    login: account.login,
    type: user?.type ?? null,
    role: user?.role_id === undefined ? null : { id: user.role_id, name: user.role_name ?? null },
    groups: user?.group_ids ?? null,
  };
}

/** The latest sign-in. Who only joins a meeting by its link uses no account. */
export async function lastUse(
  system: ZoomSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use> {
  const { user, evidence } = await readUser(system, account.id, context);
  const told = user?.last_login_time;
  const at = told === undefined || Number.isNaN(Date.parse(told)) ? null : new Date(told);
  return { at: at !== null && at >= since ? at : null, evidence };
}
