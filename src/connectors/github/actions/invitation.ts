import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { alreadyGone, provenAbove } from '../above.ts';
import type { GithubSystem } from '../github-system.ts';
import { invitationOf, isOpenInvitation } from '../invited-address.ts';

/** An open invitation to an address of the person: whoever reads that mail could still join. */
export const invitation: ActionKind<GithubSystem> = {
  verb: 'invitation',
  named: { en: 'the invitation', fr: 'l’invitation' },
  async plan(account, system) {
    const id = invitationOf(account);
    if (id === null || account.status !== 'invited') return [];
    const call = `DELETE ${path`/orgs/${system.settings.org}/invitations/${id}`}`;
    return [{ stage: 'disable', call, effect: 'reversible' }];
  },
  async act(action, system, context) {
    const id = invitationOf({ id: action.accountId }) ?? '';
    const before = await isOpenInvitation(system, id, context);
    if (!before.there) return alreadyGone(system, { action, evidence: before.evidence }, context);
    const call = path`/orgs/${system.settings.org}/invitations/${id}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404)
      return alreadyGone(system, { action, evidence: [saw(reply, 'no such invitation any more')] }, context);
    return { status: 'accepted', evidence: [saw(reply, 'invitation cancelled')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const { there, evidence } = await isOpenInvitation(system, invitationOf({ id: action.accountId }) ?? '', context);
    if (there) return { state: 'not-desired', evidence };
    return { state: 'desired', evidence: [...evidence, ...(await provenAbove(system, action, context))] };
  },
  provesItself: true,
};
