import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { backupCodeShape } from '../google-shapes.ts';
import type { GoogleSystem } from '../google-system.ts';
import { mootOnceClosed } from '../moot.ts';
import { securityListsAreTold } from '../security-lists.ts';
import { wholeList } from '../whole-list.ts';

/** Makes the printed backup codes worthless. */
export const backupCodes = mootOnceClosed({
  verb: 'backup-codes',
  named: { en: 'backup codes', fr: 'codes de secours' },
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('backup-codes')) return [];
    if ((await codesOf(system, id, context)).count === 0) return [];
    const call = `POST ${path`/admin/directory/v1/users/${id}/verificationCodes/invalidate`}`;
    return [{ stage: 'credentials', call, effect: 'reversible', needs: [] }];
  },
  async act({ accountId }, system, context) {
    const call = path`/admin/directory/v1/users/${accountId}/verificationCodes/invalidate`;
    const reply = await system.http.send('POST', call, context);
    return { status: 'accepted', evidence: [saw(reply, 'backup codes ended')], readBackAfterSeconds: 0 };
  },
  async readBack({ accountId }, system, context) {
    const { count, evidence } = await codesOf(system, accountId, context);
    return { state: count === 0 ? 'desired' : 'not-desired', evidence };
  },
});

/** How many codes still open; the codes themselves are never kept. */
async function codesOf(system: GoogleSystem, id: string, context: ConnectorContext) {
  const call = path`/admin/directory/v1/users/${id}/verificationCodes`;
  const { items, evidence } = await wholeList(
    system.http,
    { path: call, name: 'items', item: backupCodeShape },
    context,
  );
  const told = items.length === 0 ? await securityListsAreTold(system, id, context) : [];
  return { count: items.length, evidence: [...sawAll(evidence, `${items.length} backup codes`), ...told] };
}
