import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import type { GiteaUser } from '../gitea-shapes.ts';
import type { GiteaSystem } from '../gitea-system.ts';
import { isClosed, readUser } from '../user-now.ts';

/**
 * Prohibits sign-in: password, browser sessions, tokens and Git are refused at once. They only sleep: lifting it wakes
 * all of them, so tokens and keys are taken away after. That it holds is read from the account itself: to whoever is
 * prohibited Gitea shows a page with status 200.
 */
export const disable: ActionKind<GiteaSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan(account) {
    const call = `PATCH ${editPath(account)} prohibit_login = true`;
    return [{ stage: 'disable', call, effect: 'reversible', standing: isOpen(account.status) ? 'open' : 'closed' }];
  },

  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null || isClosed(user)) return { status: 'already', evidence };
    const json = { ...unchanged(user), prohibit_login: true };
    const reply = await system.http.send('PATCH', editPath(user), context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'prohibited')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user === null || isClosed(user) ? 'desired' : 'not-desired', evidence };
  },
};

function isOpen(status: string): boolean {
  return status === 'active' || status === 'inactive';
}

export function editPath({ login }: { login: string }): string {
  return path`/admin/users/${login}`;
}

/**
 * What every edit must name, as it is: under another name at its source, a directory would not know the account again.
 * An account of Gitea’s own may have none, and Gitea refuses an empty one.
 */
export function unchanged({ source_id, login_name, login }: GiteaUser) {
  return { source_id, login_name: login_name === '' ? login : login_name };
}
