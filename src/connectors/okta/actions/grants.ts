import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { grantShape } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';

/** Takes back what the person allowed apps to do in their name. */
export const grants: ActionKind<OktaSystem> = {
  verb: 'grants',
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('grants')) return [];
    if ((await active(system, id, context)).count === 0) return [];
    return [{ stage: 'credentials', call: `DELETE ${path`/api/v1/users/${id}/grants`}`, effect: 'reversible' }];
  },
  async act({ accountId }, { http }, context) {
    const reply = await http.send('DELETE', path`/api/v1/users/${accountId}/grants`, context);
    return { status: 'accepted', evidence: [saw(reply, 'grants taken back')], readBackAfterSeconds: 0 };
  },
  async readBack({ accountId }, system, context) {
    const { count, evidence } = await active(system, accountId, context);
    return { state: count === 0 ? 'desired' : 'not-desired', evidence };
  },
};

async function active({ http }: OktaSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await http.list(path`/api/v1/users/${userId}/grants`, z.array(grantShape), context);
  const count = items.filter(({ status }) => status !== 'REVOKED').length;
  return { count, evidence: evidence.map((each) => ({ ...each, detail: `${count} grants` })) };
}
