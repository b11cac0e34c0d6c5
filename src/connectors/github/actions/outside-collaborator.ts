import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { alreadyGone } from '../above.ts';
import { loginNow } from '../account-by-id.ts';
import type { GithubSystem } from '../github-system.ts';
import { readAbsence } from '../read-absence.ts';
import { peopleOf } from '../whole-list.ts';

/** Takes somebody who is not a member out of every repository of the organisation; private forks go as well. */
export const outsideCollaborator: ActionKind<GithubSystem> = {
  verb: 'outside-collaborator',
  named: { en: 'access as an outside collaborator', fr: 'accès de collaborateur externe' },
  async plan({ login, status }, { settings }) {
    if (status !== 'outside collaborator') return [];
    const call = `DELETE ${path`/orgs/${settings.org}/outside_collaborators/${login}`}`;
    return [{ stage: 'disable', call, effect: 'destructive' }];
  },
  async act(action, system, context) {
    const id = action.accountId;
    const { login, evidence } = await loginNow(system, { id }, context);
    if (login === null) return { status: 'already', evidence };
    const call = path`/orgs/${system.settings.org}/outside_collaborators/${login}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404)
      return alreadyGone(system, { action, evidence: [...evidence, saw(reply, 'no collaborator')] }, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'removal accepted')], readBackAfterSeconds: 0 };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async () => {
      const { items, evidence } = await peopleOf(system, 'outside collaborators', context);
      if (items.some(({ id }) => id === action.accountId)) return { there: true, evidence };
      return { there: false, evidence };
    }),
  provesItself: true,
};
