import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { byHand } from '../by-hand.ts';
import { type EntraSystem, userOf } from '../entra-system.ts';
import { protectionOf } from '../protection.ts';
import { isGuest, isSynced, readUser } from '../user-state.ts';

/**
 * Closes sign-in. An account that comes from Active Directory is closed there: in the cloud the next synchronisation
 * would open it again. https://learn.microsoft.com/entra/identity/users/users-revoke-access
 */
export const disable: ActionKind<EntraSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,
  async plan(account, system, context) {
    const { id, login } = account;
    const read = await readUser(system, account, context);
    const call = `PATCH ${path`/users/${id}`} {"accountEnabled":false}`;
    if (read.state === 'deleted') return [{ stage: 'disable', call, effect: 'reversible', standing: 'closed' }];
    if (isSynced(read.user) && read.user.accountEnabled)
      return [
        { stage: 'disable', call: byHand.disableUser(login), effect: 'reversible', manual: true, verifiable: true },
      ];
    // A guest's sessions belong to another tenant, so what was issued before is told here.
    const residualMinutes = isGuest(read.user) ? system.settings.tokenMinutes : 0;
    const standing = read.user.accountEnabled ? 'open' : 'closed';
    return [{ stage: 'disable', call, effect: 'reversible', residualMinutes, standing }];
  },
  async act(action, system, context) {
    const before = await readUser(system, userOf(action), context);
    if (before.state === 'deleted' || !before.user.accountEnabled)
      return { status: 'already', evidence: before.evidence };
    // It may have become a synchronised account since the plan, or been opened again from there.
    if (isSynced(before.user)) return { status: 'manual', message: byHand.disableUser(action.accountLogin) };
    // Two administrators may leave on one day: neither was the last one when both were planned.
    const login = before.user.userPrincipalName ?? action.accountLogin;
    const { because, evidence } = await protectionOf(system, { id: action.accountId, login }, context);
    if (because) throw new ConnectorError('protected', because, { evidence });
    const reply = await system.http.send('PATCH', path`/users/${action.accountId}`, context, {
      json: { accountEnabled: false },
    });
    return {
      status: 'accepted',
      evidence: [...before.evidence, saw(reply, 'disabling accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, userOf(action), context);
    const open = read.state === 'live' && read.user.accountEnabled;
    return { state: open ? 'not-desired' : 'desired', evidence: read.evidence };
  },
};
