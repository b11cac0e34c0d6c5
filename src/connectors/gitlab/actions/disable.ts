import type { Account } from '../../../domain/systems/account.ts';
import type { ReadBack } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { type GitlabSystem, isClosed, isInstance } from '../gitlab-system.ts';
import { addressOf } from '../group-tree.ts';
import { isInvited, topMembershipOf } from '../memberships.ts';
import { readFullUser } from '../user-state.ts';

/**
 * Closes the account. On an instance it is blocked: no sign-in, no Git, no API, no seat, and everything stays
 * (https://docs.gitlab.com/administration/moderate_users/). `deactivate` would not do: whoever is deactivated comes
 * back by signing in. A group can only remove a member, here and from everything below at once.
 */
export const disable: ActionKind<GitlabSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },

  async plan(account, system, context) {
    if (isInstance(system))
      return [
        {
          stage: 'disable',
          call: `POST ${blockCall(account)}`,
          effect: 'reversible',
          standing: isClosed(account.status) ? 'closed' : 'open',
        },
      ];
    const top = await topMembershipOf(system, account.id, context);
    if (top.membership === null) {
      const { invited } = await isInvited(system, account.id, context);
      return invited ? [byHand(account.login)] : [];
    }
    const call = `DELETE ${removalCall(top.membership.id, account)}?skip_subresources=false`;
    return [{ stage: 'disable', call, effect: 'reversible' }];
  },

  async act({ accountId, accountLogin }, system, context) {
    if (!isInstance(system)) {
      const before = await topMembershipOf(system, accountId, context);
      if (before.membership === null) {
        const { invited, evidence } = await isInvited(system, accountId, context);
        if (invited) return { status: 'manual', message: byHand(accountLogin).call };
        return { status: 'already', evidence: [...before.evidence, ...evidence] };
      }
      const call = removalCall(before.membership.id, { id: accountId });
      const reply = await system.http.send('DELETE', call, context, { query: { skip_subresources: false } });
      const evidence = [...before.evidence, saw(reply, 'removal accepted')];
      return { status: 'accepted', evidence, readBackAfterSeconds: 0 };
    }
    const before = await readFullUser(system, accountId, context);
    if (isClosed(before.state)) return { status: 'already', evidence: before.evidence };
    const reply = await system.http.send('POST', blockCall({ id: accountId }), context);
    return {
      status: 'accepted',
      evidence: [...before.evidence, saw(reply, 'block accepted')],
      readBackAfterSeconds: 0,
    };
  },

  async readBack({ accountId }, system, context): Promise<ReadBack> {
    if (isInstance(system)) {
      const { state, evidence } = await readFullUser(system, accountId, context);
      return { state: isClosed(state) ? 'desired' : 'not-desired', evidence };
    }
    const { membership, evidence } = await topMembershipOf(system, accountId, context);
    if (membership !== null) return { state: 'not-desired', evidence };
    const { invited, evidence: all } = await isInvited(system, accountId, context);
    return { state: invited ? 'not-desired' : 'desired', evidence: [...evidence, ...all] };
  },
};

function byHand(login: string): ItemPlan {
  return {
    stage: 'disable',
    call: {
      en: `In GitLab, ${login} is in the group by way of another group that was invited to it. Take ${login} out of that one, or end the invitation. Relais reads by itself whether that is done.`,
      fr: `Dans GitLab, ${login} est dans le groupe par un autre groupe qui y a été invité. Retirez ${login} de celui-là, ou mettez fin à l’invitation. Relais vérifie lui-même que c’est fait.`,
    },
    effect: 'reversible',
    manual: true,
    verifiable: true,
  };
}

function blockCall({ id }: Pick<Account, 'id'>): string {
  return path`/users/${id}/block`;
}

function removalCall(place: string, { id }: Pick<Account, 'id'>): string {
  return `${addressOf(place)}${path`/members/${id}`}`;
}
