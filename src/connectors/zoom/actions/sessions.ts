import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { readUser } from '../user-state.ts';
import { isClosed, type ZoomSystem } from '../zoom-system.ts';

/**
 * Takes back the token by which an app of Zoom stays signed in through SSO: https://developers.zoom.us/docs/api/users/
 * . Zoom lists no sessions.
 */
export const sessions: ActionKind<ZoomSystem> = {
  verb: 'sessions',
  named: { en: 'sign-ins by SSO', fr: 'connexions par SSO' },
  provesItself: true,

  async plan({ id }, system, context) {
    const { user } = await readUser(system, id, context);
    if (user === null) return [];
    const call = `DELETE ${path`/users/${id}/token`}`;
    return [{ stage: 'sessions', call, effect: 'reversible', standing: 'untold' }];
  },

  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null) return { status: 'already', evidence };
    const reply = await system.http.send('DELETE', path`/users/${accountId}/token`, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'token taken back')], readBackAfterSeconds: 0 };
  },

  /**
   * What can be read: that the account is closed, and that nobody signed in since the call. An open one tells nothing
   * of its sessions.
   */
  async readBack({ accountId }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (user === null) return { state: 'desired', evidence };
    if (context.calledAt === null) return { state: 'not-desired', evidence };
    const signedIn = user.last_login_time === undefined ? 0 : Date.parse(user.last_login_time);
    if (!(signedIn <= context.calledAt.getTime())) return { state: 'not-desired', evidence };
    return { state: isClosed(status) ? 'desired' : 'unreadable', evidence };
  },
};
