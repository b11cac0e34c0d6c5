import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { type KeycloakSystem, userPath } from '../keycloak-system.ts';
import { readUser } from '../user-now.ts';

/**
 * Closes sign-in, also through other identity providers. Sessions and tokens only sleep: enabling would wake them, so
 * they end by themselves after.
 */
export const disable: ActionKind<KeycloakSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan(account, system) {
    const call = `PUT ${userPath(system, account.id)} enabled = false`;
    const standing = account.status === 'enabled' ? 'open' : 'closed';
    return [{ stage: 'disable', call, effect: 'reversible', standing }];
  },

  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null || !user.enabled) return { status: 'already', evidence };
    // What is not sent stays as it is.
    const reply = await system.http.send('PUT', userPath(system, accountId), context, { json: { enabled: false } });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'disabled')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user === null || !user.enabled ? 'desired' : 'not-desired', evidence };
  },
};
