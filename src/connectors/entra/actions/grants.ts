import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { grantShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, saw, sawAll } from '../entra-system.ts';
import { deleted } from '../user-state.ts';

/** Takes back what the person allowed apps to do in their name. What an administrator allowed for everybody stays. */
export const grants: ActionKind<EntraSystem> = {
  verb: 'grants',
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('grants')) return [];
    return (await given(system, id, context)).items.map((grant) => ({
      stage: 'credentials',
      target: { id: grant.id, label: grant.scope?.trim().slice(0, 80) || grant.id },
      call: `DELETE ${path`/oauth2PermissionGrants/${grant.id}`}`,
      effect: 'reversible',
    }));
  },
  async act(action, { http }, context) {
    const call = path`/oauth2PermissionGrants/${targetOf(action).id}`;
    const reply = await http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such grant')] };
    return { status: 'accepted', evidence: [saw(reply, 'grant taken back')], readBackAfterSeconds: 0 };
  },
  /** By its own address: unlike the user's list, that also answers once the user lies in the trash. */
  async readBack(action, { http }, context) {
    const reply = await http.find(path`/oauth2PermissionGrants/${targetOf(action).id}`, grantShape, context);
    const detail = reply.data ? 'the grant is there' : 'no such grant';
    return { state: reply.data ? 'not-desired' : 'desired', evidence: [saw(reply, detail)] };
  },
};

async function given(system: EntraSystem, userId: string, context: ConnectorContext) {
  const listed = await listAll(
    system,
    { path: path`/users/${userId}/oauth2PermissionGrants`, shape: grantShape },
    context,
  );
  const items = listed.items.filter(({ principalId }) => principalId === userId);
  return { items, evidence: sawAll(listed.evidence, `${items.length} grants`) };
}
