import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { grantShape } from '../okta-shapes.ts';
import { isEmptied, type OktaSystem } from '../okta-system.ts';
import { wholeList } from '../whole-list.ts';
import { listsAreTold } from './groups.ts';

/** Takes back what the person allowed apps to do in their name. */
export const grants: ActionKind<OktaSystem> = {
  verb: 'grants',
  named: { en: 'grants to apps', fr: 'autorisations données à des applications' },

  async plan({ id, status }, system, context) {
    if (system.settings.leave.includes('grants') || isEmptied(status)) return [];
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

async function active(system: OktaSystem, id: string, context: ConnectorContext) {
  const { items, evidence } = await wholeList(
    system,
    { path: path`/api/v1/users/${id}/grants`, shape: z.array(grantShape), limited: true },
    context,
  );
  const count = items.filter(({ status }) => status !== 'REVOKED').length;
  const told = items.length === 0 ? await listsAreTold({ id }, system, context) : [];
  return { count, evidence: [...sawAll(evidence, `${count} grants`), ...told] };
}
