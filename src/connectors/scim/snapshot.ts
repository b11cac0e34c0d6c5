import type { Account } from '../../domain/systems/account.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import type { ConnectorContext, Look, Snapshot } from '../../engine/ports/connector.ts';
import { verbOf } from '../planned-action.ts';
import { groups } from './groups.ts';
import { groupsWithoutId } from './memberships.ts';
import { readUser, type ScimSystem } from './scim-system.ts';
import { seatsOf } from './seats.ts';

/** What a person needs to let the user in again. `groups` is null where they could not be read: that is not none. */
export async function snapshot(
  system: ScimSystem,
  { account, items, untold }: { account: Account; items: readonly LookItem[]; untold: Look['untold'] },
  context: ConnectorContext,
): Promise<Snapshot> {
  const { data } = await readUser(system, account.id, context);
  const memberships = items.flatMap(({ action }) =>
    verbOf(action) === groups.verb && action.target ? [{ id: action.target.id, name: action.target.label }] : [],
  );
  return {
    userName: account.login,
    status: account.status,
    groups: untold.some(({ what }) => what === groups.verb) ? null : memberships,
    groupsWithoutId: groupsWithoutId(data?.groups),
    ...seatsOf(data),
  };
}
