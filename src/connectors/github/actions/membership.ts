import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { alreadyGone } from '../above.ts';
import { loginNow } from '../account-by-id.ts';
import { type GithubSystem, membershipOf } from '../github-system.ts';
import { invitationOf } from '../invited-address.ts';
import { readAbsence } from '../read-absence.ts';
import { ownershipIn } from '../standing.ts';
import { peopleOf } from '../whole-list.ts';

/**
 * An organisation cannot suspend anybody; it can only remove. That also ends SSH keys and tokens for its repositories
 * at once. Destructive: forks of private repositories are deleted, roles and teams forgotten; an owner can bring the
 * person and the forks back for three months only.
 * https://docs.github.com/organizations/managing-membership-in-your-organization
 */
export const membership: ActionKind<GithubSystem> = {
  verb: 'membership',
  named: { en: 'membership of the organisation', fr: 'appartenance à l’organisation' },
  async plan(account, system, context) {
    if (invitationOf(account) !== null) return [];
    const { login } = account;
    const { membership } = await membershipOf(system, login, context);
    // What an enterprise team alone gives, removal does not take.
    if (!membership || membership.direct_membership === false) return [];
    const call = `DELETE ${path`/orgs/${system.settings.org}/memberships/${login}`}`;
    return [{ stage: 'disable', call, effect: membership.state === 'pending' ? 'reversible' : 'destructive' }];
  },
  async act(action, system, context) {
    const { login, evidence } = await loginNow(system, { id: action.accountId }, context);
    if (login === null) return { status: 'already', evidence };
    const before = await membershipOf(system, login, context);
    const read = [...evidence, before.evidence];
    if (!before.membership) return alreadyGone(system, { action, evidence: read }, context);
    const { role = null, state } = before.membership;
    const owners = await peopleOf(system, 'owners', context);
    if (state === 'active' && role !== 'member' && role !== 'billing_manager') {
      const { last, evidence: told } = ownershipIn(system, { user: { id: action.accountId, login }, role, owners });
      if (last)
        throw new ConnectorError(
          'protected',
          {
            en: `${login} is the last owner of the organisation`,
            fr: `${login} est le dernier propriétaire de l’organisation`,
          },
          { evidence: [...read, ...told] },
        );
    }
    const call = path`/orgs/${system.settings.org}/memberships/${login}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    read.push(saw(reply, reply.status === 404 ? 'no membership any more' : 'removal accepted'));
    if (reply.status === 404) return alreadyGone(system, { action, evidence: read }, context);
    const left = await peopleOf(system, 'owners', context);
    if (owners.items.length > 0 && left.items.length === 0)
      throw new ConnectorError(
        'rejected',
        {
          en: `with ${login}, the owners are gone from ${system.settings.org} as well`,
          fr: `avec ${login}, les propriétaires de ${system.settings.org} sont partis aussi`,
        },
        { evidence: [...read, ...left.evidence] },
      );
    return { status: 'accepted', evidence: read, readBackAfterSeconds: 0 };
  },
  /** Whoever stays on as an outside collaborator is no member; that is another item, which the next look lists. */
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async (login) => {
      const { membership, evidence } = await membershipOf(system, login, context);
      if (membership && membership.direct_membership !== false) return { there: true, evidence: [evidence] };
      return { there: false, evidence: [evidence] };
    }),
  provesItself: true,
};
