import type { z } from 'zod';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type Belonging, isTakenAway, type ListOf, takeAway } from '../below-account.ts';
import { appRoleShape } from '../entra-shapes.ts';
import type { EntraSystem } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { deleted } from '../user-state.ts';

type AppRole = z.infer<typeof appRoleShape>;

/** Assignments of the person to apps; those that come with a group are listed too, and go with the group. */
export const apps: ActionKind<EntraSystem> = {
  verb: 'apps',
  named: { en: 'assignments to apps', fr: 'affectations à des applications' },
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
  /** By its own address as well: it counts as gone only where neither tells it. */
  async readBack(action, system, context) {
    const below = await isTakenAway(assignments, { action, system }, context);
    if (below.state !== 'desired') return below;
    const own = await system.http.find(pathOf(action.accountId, targetOf(action).id), appRoleShape, context);
    const evidence = [...below.evidence, saw(own, own.data ? 'the assignment is there' : 'no such assignment')];
    return { state: own.data ? 'not-desired' : 'desired', evidence };
  },
};

/** Throws `unproven` when it is not told whether an assignment is the user's or a group's. */
const assigned: ListOf<AppRole> = async (system, userId, context) => {
  const call = { path: path`/users/${userId}/appRoleAssignments`, shape: appRoleShape };
  const { items, evidence } = await listBelow(system, call, context);
  if (items.some(({ principalId }) => !principalId))
    throw new ConnectorError(
      'unproven',
      {
        en: 'Graph does not tell whose an app assignment is',
        fr: 'Graph ne dit pas à qui est une attribution d’application',
      },
      { evidence },
    );
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
