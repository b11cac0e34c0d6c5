import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { type EntraSystem, saw } from '../entra-system.ts';
import { isRole, memberOf, nameOf } from '../memberships.ts';
import { deleted, readUser } from '../user-state.ts';

/** Directory roles given to the person; those that come with a group go with the group. */
export const roles: ActionKind<EntraSystem> = {
  verb: 'roles',
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('roles')) return [];
    return (await memberOf(system, id, context)).items.filter(isRole).map((role) => ({
      stage: 'groups',
      target: { id: role.id, label: nameOf(role) },
      call: `DELETE ${path`/directoryRoles/${role.id}/members/${id}`}/$ref`,
      effect: 'reversible',
    }));
  },
  async act(action, { http }, context) {
    const call = `${path`/directoryRoles/${targetOf(action).id}/members/${action.accountId}`}/$ref`;
    const reply = await http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'not in the role')] };
    return { status: 'accepted', evidence: [saw(reply, 'role taken back')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, action.accountId, context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { items, evidence } = await memberOf(system, action.accountId, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};
