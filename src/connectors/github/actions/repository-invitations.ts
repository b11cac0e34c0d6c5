import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { alreadyGone } from '../above.ts';
import { repositoryInvitationShape, repositoryShape } from '../github-shapes.ts';
import type { GithubSystem } from '../github-system.ts';
import { invitationOf } from '../invited-address.ts';
import { readAbsence } from '../read-absence.ts';
import { wholeList } from '../whole-list.ts';

/**
 * Invitations to single repositories that the account has not accepted. GitHub lists them by repository only, so the
 * settings say whether.
 */
export const repositoryInvitations: ActionKind<GithubSystem> = {
  verb: 'repository-invitations',
  named: { en: 'invitations to repositories', fr: 'invitations à des dépôts' },
  async plan(account, system, context) {
    if (!system.settings.repositoryInvitations || invitationOf(account) !== null) return [];
    return (await invitationsOf(system, account.id, context)).open.map(({ id, owner, name }) => ({
      stage: 'groups',
      target: { id, label: `${owner}/${name}` },
      call: `DELETE ${path`/repos/${owner}/${name}/invitations/${id}`}`,
      effect: 'reversible',
    }));
  },
  async act(action, system, context) {
    const { open, evidence } = await invitationsOf(system, action.accountId, context);
    const one = open.find(({ id }) => id === targetOf(action).id);
    if (!one) return { status: 'already', evidence };
    const call = path`/repos/${one.owner}/${one.name}/invitations/${one.id}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status === 404)
      return alreadyGone(system, { action, evidence: [saw(reply, 'no such invitation any more')] }, context);
    return { status: 'accepted', evidence: [saw(reply, 'invitation taken back')], readBackAfterSeconds: 0 };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async () => {
      const { open, evidence } = await invitationsOf(system, action.accountId, context);
      return { there: open.some(({ id }) => id === targetOf(action).id), evidence };
    }),
  provesItself: true,
};

/** Those of the account, over all repositories; by number, since a repository may be renamed and moved. */
async function invitationsOf(system: GithubSystem, accountId: string, context: ConnectorContext) {
  const call = path`/orgs/${system.settings.org}/repos`;
  const all = {
    call,
    what: { en: 'repositories', fr: 'dépôts' },
    item: repositoryShape,
    idOf: ({ id }: { id: string }) => id,
  };
  const repositories = await wholeList(system, all, context);
  const found = await Promise.all(
    repositories.items.map(async ({ name, owner: { login: owner } }) => {
      const { items } = await wholeList(
        system,
        {
          call: path`/repos/${owner}/${name}/invitations`,
          what: { en: `invitations to ${name}`, fr: `invitations à ${name}` },
          item: repositoryInvitationShape,
          idOf: ({ id }) => id,
        },
        context,
      );
      return items.flatMap(({ id, invitee }) => (invitee?.id === accountId ? [{ id, owner, name }] : []));
    }),
  );
  const open = found.flat();
  const read = sawAll(repositories.evidence, `${open.length} invitations in ${repositories.items.length} repositories`);
  return { open, evidence: read };
}
