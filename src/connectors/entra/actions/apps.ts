import type { z } from 'zod';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { type Belonging, isTakenAway, type ListOf, takeAway } from '../below-account.ts';
import { appRoleShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll } from '../entra-system.ts';
import { deleted } from '../user-state.ts';

type AppRole = z.infer<typeof appRoleShape>;

/** Assignments of the person to apps; those that come with a group are listed too, and go with the group. */
export const apps: ActionKind<EntraSystem> = {
  verb: 'apps',
  provesItself: true,
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('apps')) return [];
    return (await assigned(system, id, context)).items.map((assignment) => ({
      stage: 'groups',
      target: { id: assignment.id, label: assignment.resourceDisplayName ?? assignment.id },
      call: `DELETE ${pathOf(id, assignment.id)}`,
      effect: 'reversible',
    }));
  },
  act: (action, system, context) => takeAway(assignments, { action, system }, context),
  readBack: (action, system, context) => isTakenAway(assignments, { action, system }, context),
};

/** Throws `unproven` when it is not told whether an assignment is the user's or a group's. */
const assigned: ListOf<AppRole> = async (system, userId, context) => {
  const call = { path: path`/users/${userId}/appRoleAssignments`, shape: appRoleShape };
  const { items, evidence } = await listAll(system, call, context);
  if (items.some(({ principalId }) => !principalId))
    throw new ConnectorError('unproven', 'Graph does not tell whose an app assignment is', { evidence });
  const own = items.filter(({ principalId }) => principalId === userId);
  const names = own.map(({ resourceDisplayName, id }) => resourceDisplayName ?? id).join(', ') || 'none';
  return { items: own, evidence: sawAll(evidence, `apps: ${names}`) };
};

const assignments: Belonging<AppRole> = {
  list: assigned,
  removal: ({ id }, { user }) => ({ path: pathOf(user.id, id) }),
};

function pathOf(user: string, assignment: string): string {
  return path`/users/${user}/appRoleAssignments/${assignment}`;
}
