import type { Account } from '../../../domain/systems/account.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { type GoogleSystem, isClosed } from '../google-system.ts';
import { readUser } from '../user-state.ts';

/**
 * Suspends the account. What Google changes of an open account alone comes first, unless there is no time
 * (`src/domain/actions/order.ts`). Archived and deleted accounts are closed as well.
 */
export const disable: ActionKind<GoogleSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,
  async plan(account) {
    const standing = isClosed(account.status) ? 'closed' : 'open';
    return [{ stage: 'disable', call: callOf(account), effect: 'reversible', needs: ['credentials'], standing }];
  },
  async act({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isClosed(status)) return { status: 'already', evidence };
    const call = path`/admin/directory/v1/users/${accountId}`;
    const reply = await system.http.send('PATCH', call, context, { json: { suspended: true } });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'suspension accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    return { state: isClosed(status) ? 'desired' : 'not-desired', evidence };
  },
};

function callOf({ id }: Pick<Account, 'id'>): string {
  return `PATCH ${path`/admin/directory/v1/users/${id}`} {"suspended":true}`;
}
