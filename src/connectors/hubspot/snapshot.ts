import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot, Use } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { signInShape } from './hubspot-shapes.ts';
import { type HubspotSystem, paths } from './hubspot-system.ts';
import { readUser } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/** What a person needs to make the user again: a removal keeps nothing of it. */
export async function snapshot(
  system: HubspotSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const { user, status } = await readUser(system, account.id, context);
  return {
    status,
    login: account.login,
    superAdmin: user?.superAdmin ?? null,
    role: user?.roleId ?? null,
    primaryTeam: user?.primaryTeamId ?? null,
    secondaryTeams: user?.secondaryTeamIds ?? null,
  };
}

/** The latest sign-in that succeeded; null, never told, unless the settings say that the log may be read. */
export async function lastUse(
  system: HubspotSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  if (!system.settings.signIns) return null;
  const list = { path: paths.signIns, item: signInShape, query: { userId: account.id, limit: '100' } };
  const { items, evidence } = await wholeList(system, list, context);
  const [latest] = items
    .filter(({ loginSucceeded, userId }) => loginSucceeded && userId === account.id)
    .map(({ loginAt }) => new Date(loginAt))
    .filter((at) => at >= since)
    .toSorted((a, b) => b.getTime() - a.getTime());
  return { at: latest ?? null, evidence: sawAll(evidence, `${items.length} sign-ins in the log`) };
}
