import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { type GoogleSystem, isClosed, isDeleted } from '../google-system.ts';
import { readUser } from '../user-state.ts';

/** Signs the person out everywhere; what apps were granted (`tokens`) is not touched by it. */
export const sessions: ActionKind<GoogleSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'sessions' },
  provesItself: true,

  async plan({ id, status }, { settings }) {
    if (isDeleted(status)) return [];
    return [
      {
        stage: 'sessions',
        call: `POST ${path`/admin/directory/v1/users/${id}/signOut`}`,
        effect: 'reversible',
        residualMinutes: settings.tokenMinutes,
        // Google has no list of a user's sessions.
        standing: 'untold',
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isDeleted(status)) return { status: 'already', evidence };
    const reply = await system.http.send('POST', path`/admin/directory/v1/users/${accountId}/signOut`, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'signed out')], readBackAfterSeconds: 0 };
  },

  /**
   * What can be read: that the account lets no session begin, and that nobody signed in since the call. While it is
   * open, sessions stay unread.
   */
  async readBack({ accountId }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (isDeleted(status)) return { state: 'desired', evidence };
    // Nothing says that they were ended, and ending them once more does no harm.
    if (context.calledAt === null) return { state: 'not-desired', evidence };
    const last = user?.lastLoginTime;
    if (last !== undefined && Date.parse(last) > context.calledAt.getTime()) {
      const since = evidence.map((each) => ({
        ...each,
        detail: `${each.detail}; signed in at ${last}, after the call`,
      }));
      return { state: 'not-desired', evidence: since };
    }
    return { state: isClosed(status) ? 'desired' : 'unreadable', evidence };
  },
};
