import type { ActionKind } from '../action-kind.ts';
import { type GoogleSystem, isClosed } from './google-system.ts';
import { readUser } from './user-state.ts';

/**
 * What opens or lets out nothing once an administrator has closed the account, and what Google then neither shows nor
 * changes: second factors and backup codes (https://github.com/GAM-team/GAM/wiki/Users-Deprovision), settings of the
 * mailbox, which gets no new mail any more (https://support.google.com/a/answer/33312). It is done before the closing
 * where there is time; behind it, it is not planned, counts as done, and is open again as soon as the account is.
 */
export function mootOnceClosed(kind: ActionKind<GoogleSystem>): ActionKind<GoogleSystem> {
  return {
    ...kind,
    provesItself: true,
    async plan(account, system, context) {
      return isClosed(account.status) ? [] : kind.plan(account, system, context);
    },
    async act(action, system, context) {
      const { status, evidence } = await readUser(system, action.accountId, context);
      return isClosed(status) ? { status: 'already', evidence } : kind.act(action, system, context);
    },
    async readBack(action, system, context) {
      const { status, evidence } = await readUser(system, action.accountId, context);
      if (isClosed(status)) return { state: 'desired', evidence };
      const answer = await kind.readBack(action, system, context);
      return { ...answer, evidence: [...evidence, ...answer.evidence] };
    },
  };
}
