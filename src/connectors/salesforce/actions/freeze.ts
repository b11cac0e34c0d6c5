import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { isClosed, type SalesforceSystem } from '../salesforce-system.ts';
import { readUser } from '../user-state.ts';

/**
 * Freezes the user: nobody signs in any more, at once, whatever would refuse a deactivation. Who is in stays in until
 * sessions and tokens are ended.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userlogin.htm
 */
export const freeze: ActionKind<SalesforceSystem> = {
  verb: 'freeze',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan({ id }, system, context) {
    const { status, loginId } = await readUser(system, id, context);
    return [
      {
        stage: 'disable',
        call: `PATCH ${path`/sobjects/UserLogin/${loginId}`} {"IsFrozen":true}`,
        effect: 'reversible',
        standing: isClosed(status) ? 'closed' : 'open',
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { status, loginId, evidence } = await readUser(system, accountId, context);
    if (isClosed(status)) return { status: 'already', evidence };
    const call = path`/sobjects/UserLogin/${loginId}`;
    const reply = await system.http.send('PATCH', call, context, { json: { IsFrozen: true } });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'frozen')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    return { state: isClosed(status) ? 'desired' : 'not-desired', evidence };
  },
};
