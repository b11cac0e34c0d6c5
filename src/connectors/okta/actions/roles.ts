import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { roleShape } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';

/** Administrator roles given to the person; those that come with a group go with the group. */
export const roles: ActionKind<OktaSystem> = {
  verb: 'roles',
  async plan({ id, status }, system, context) {
    if (system.settings.leave.includes('roles') || status === 'DEPROVISIONED') return [];
    return (await assigned(system, id, context)).items
      .filter(({ assignmentType }) => assignmentType !== 'GROUP')
      .map((role) => ({
        stage: 'groups',
        target: { id: role.id, label: role.label ?? role.type },
        call: `DELETE ${path`/api/v1/users/${id}/roles/${role.id}`}`,
        effect: 'reversible',
      }));
  },
  async act(action, { http }, context) {
    const call = path`/api/v1/users/${action.accountId}/roles/${targetOf(action).id}`;
    const reply = await http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such role')] };
    return { status: 'accepted', evidence: [saw(reply, 'role taken back')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const { items, evidence } = await assigned(system, action.accountId, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};

async function assigned({ http }: OktaSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await http.list(path`/api/v1/users/${userId}/roles`, z.array(roleShape), context);
  const names = items.map(({ label, type }) => label ?? type).join(', ') || 'none';
  return { items, evidence: evidence.map((each) => ({ ...each, detail: `admin roles: ${names}` })) };
}
