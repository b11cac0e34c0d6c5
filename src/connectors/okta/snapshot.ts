import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import { verbOf } from '../planned-action.ts';
import { groupName, groupsOf } from './actions/groups.ts';
import { roles } from './actions/roles.ts';
import { appLinkShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { wholeList } from './whole-list.ts';

/** What a person needs to give everything back. A list that may not be read is null. */
export async function snapshot(
  system: OktaSystem,
  { account, items }: { account: Account; items: readonly LookItem[] },
  context: ConnectorContext,
): Promise<Snapshot> {
  const appLinks = path`/api/v1/users/${account.id}/appLinks`;
  const [apps, groups] = await Promise.all([
    unlessUntold(() => wholeList(system, { path: appLinks, shape: z.array(appLinkShape) }, context)),
    unlessUntold(() => groupsOf(account, system, context)),
  ]);
  return {
    status: account.status,
    login: account.login,
    groups: groups?.items.map((group) => ({ id: group.id, type: group.type, name: groupName(group) })) ?? null,
    apps: apps?.items.map(({ appInstanceId, label }) => ({ id: appInstanceId, label: label ?? null })) ?? null,
    roles: items.flatMap(({ action }) => (verbOf(action) === roles.verb ? [action.target?.label ?? ''] : [])),
  };
}
