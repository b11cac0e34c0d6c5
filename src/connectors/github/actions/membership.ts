import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { type GithubSystem, membershipOf, sameAccount, saw } from '../github-system.ts';
import { listPeople } from '../people-lists.ts';

/**
 * An organisation cannot suspend anybody; it can only remove. That also ends SSH keys and tokens for its repositories
 * at once. Destructive: forks of private repositories are deleted, roles and teams forgotten; an owner can bring the
 * person and the forks back for three months only. https://docs.github.com/organizations/managing-membership-in-your-organization
 */
export const membership: ActionKind<GithubSystem> = {
  verb: 'membership',
  async plan({ login, status }, system, context) {
    if (status === 'outside collaborator') return [];
    const { membership } = await membershipOf(system, login, context);
    if (!membership) return [];
    const call = `DELETE ${path`/orgs/${system.settings.org}/memberships/${login}`}`;
    return [{ stage: 'disable', call, effect: membership.state === 'pending' ? 'reversible' : 'destructive' }];
  },
  async act({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const before = await membershipOf(system, accountLogin, context);
    if (!before.membership) return { status: 'already', evidence: [identity, before.evidence] };
    if (before.membership.role === 'admin' && (await isLastOwner(system, accountId, context)))
      throw new ConnectorError('protected', `${accountLogin} is the last owner of the organisation`, {
        evidence: [identity, before.evidence],
      });
    const call = path`/orgs/${system.settings.org}/memberships/${accountLogin}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [identity, saw(reply, 'no membership')] };
    return {
      status: 'accepted',
      evidence: [identity, before.evidence, saw(reply, 'removal accepted')],
      readBackAfterSeconds: 0,
    };
  },
  /** By the membership and by the list of outside collaborators: a removed member may have stayed on as one. */
  async readBack({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const now = await membershipOf(system, accountLogin, context);
    if (now.membership) return { state: 'not-desired', evidence: [identity, now.evidence] };
    const outside = await listPeople(system, 'outside collaborators', context);
    const stayed = outside.items.some(({ id }) => String(id) === accountId);
    return { state: stayed ? 'not-desired' : 'desired', evidence: [identity, now.evidence, ...outside.evidence] };
  },
};

async function isLastOwner(system: GithubSystem, accountId: string, context: ConnectorContext): Promise<boolean> {
  const owners = await listPeople(system, 'owners', context);
  return !owners.items.some(({ id }) => String(id) !== accountId);
}
