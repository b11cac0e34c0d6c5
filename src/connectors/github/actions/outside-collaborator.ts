import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { type GithubSystem, sameAccount, saw } from '../github-system.ts';
import { listPeople } from '../people-lists.ts';

/** Takes somebody who is not a member out of every repository of the organisation; private forks go as well. */
export const outsideCollaborator: ActionKind<GithubSystem> = {
  verb: 'outside-collaborator',
  async plan({ login, status }, { settings }) {
    if (status !== 'outside collaborator') return [];
    const call = `DELETE ${path`/orgs/${settings.org}/outside_collaborators/${login}`}`;
    return [{ stage: 'disable', call, effect: 'destructive' }];
  },
  async act({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const call = path`/orgs/${system.settings.org}/outside_collaborators/${accountLogin}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404) return { status: 'already', evidence: [identity, saw(reply, 'no collaborator')] };
    return { status: 'accepted', evidence: [identity, saw(reply, 'removal accepted')], readBackAfterSeconds: 0 };
  },
  async readBack({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const outside = await listPeople(system, 'outside collaborators', context);
    const there = outside.items.some(({ id }) => String(id) === accountId);
    return { state: there ? 'not-desired' : 'desired', evidence: [identity, ...outside.evidence] };
  },
};
