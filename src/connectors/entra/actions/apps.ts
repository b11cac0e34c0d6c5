import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { appRoleShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, saw, sawAll } from '../entra-system.ts';
import { deleted, readUser } from '../user-state.ts';

/** Assignments of the person to apps; those that come with a group are listed too, and go with the group. */
export const apps: ActionKind<EntraSystem> = {
  verb: 'apps',
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('apps')) return [];
    return (await assigned(system, id, context)).items
      .filter(({ principalId }) => principalId === id)
      .map((assignment) => ({
        stage: 'groups',
        target: { id: assignment.id, label: assignment.resourceDisplayName ?? assignment.id },
        call: `DELETE ${path`/users/${id}/appRoleAssignments/${assignment.id}`}`,
        effect: 'reversible',
      }));
  },
  async act(action, { http }, context) {
    const call = path`/users/${action.accountId}/appRoleAssignments/${targetOf(action).id}`;
    const reply = await http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such assignment')] };
    return { status: 'accepted', evidence: [saw(reply, 'assignment taken back')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, action.accountId, context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { items, evidence } = await assigned(system, action.accountId, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};

async function assigned(system: EntraSystem, userId: string, context: ConnectorContext) {
  const listed = await listAll(
    system,
    { path: path`/users/${userId}/appRoleAssignments`, shape: appRoleShape },
    context,
  );
  const names = listed.items.map(({ resourceDisplayName, id }) => resourceDisplayName ?? id).join(', ') || 'none';
  return { items: listed.items, evidence: sawAll(listed.evidence, `apps: ${names}`) };
}
