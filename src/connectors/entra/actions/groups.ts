import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { type EntraSystem, saw } from '../entra-system.ts';
import { elsewhere, isGroup, memberOf, nameOf } from '../memberships.ts';
import { deleted, readUser } from '../user-state.ts';

/** Groups that Graph can change, one action each. A licence that comes with a group goes with it. */
export const groups: ActionKind<EntraSystem> = {
  verb: 'groups',
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('groups')) return [];
    return (await memberOf(system, id, context)).items
      .filter((each) => isGroup(each) && elsewhere(each) === null)
      .map((group) => ({
        stage: 'groups',
        target: { id: group.id, label: nameOf(group) },
        call: `DELETE ${path`/groups/${group.id}/members/${id}`}/$ref`,
        effect: 'reversible',
      }));
  },
  async act(action, { http }, context) {
    const call = `${path`/groups/${targetOf(action).id}/members/${action.accountId}`}/$ref`;
    const reply = await http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'not a member')] };
    return { status: 'accepted', evidence: [saw(reply, 'removed from the group')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, action.accountId, context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { items, evidence } = await memberOf(system, action.accountId, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};
