import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { groupShape } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';

/**
 * Groups that Okta itself keeps, one action each. Groups of an app belong to their source, and Everyone (BUILT_IN)
 * cannot be left. A group rule may add the person again; the re-checks see that.
 */
export const groups: ActionKind<OktaSystem> = {
  verb: 'groups',
  async plan({ id, status }, system, context) {
    if (system.settings.leave.includes('groups') || status === 'DEPROVISIONED') return [];
    return (await memberOf(system, id, context)).items
      .filter(({ type }) => type === 'OKTA_GROUP')
      .map((group) => ({
        stage: 'groups',
        target: { id: group.id, label: group.profile.name },
        call: `DELETE ${path`/api/v1/groups/${group.id}/users/${id}`}`,
        effect: 'reversible',
      }));
  },
  async act(action, { http }, context) {
    const call = path`/api/v1/groups/${targetOf(action).id}/users/${action.accountId}`;
    const reply = await http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'not a member')] };
    return { status: 'accepted', evidence: [saw(reply, 'removed from the group')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const { items, evidence } = await memberOf(system, action.accountId, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};

export async function memberOf({ http }: OktaSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await http.list(path`/api/v1/users/${userId}/groups`, z.array(groupShape), context);
  const names = items.map(({ profile }) => profile.name).join(', ') || 'none';
  return { items, evidence: evidence.map((each) => ({ ...each, detail: `groups: ${names}`.slice(0, 200) })) };
}
