import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { lastActivityIfTold } from '../activity.ts';
import { type EntraSystem, saw } from '../entra-system.ts';
import { deleted, isGuest, readUser } from '../user-state.ts';

/** The target of an account whose sessions were never ended. */
const always = 'always';

/**
 * Ends refresh tokens and browser sessions, by moving the instant from which they are valid. The target is that instant
 * as it was planned, so that the read-back can tell a move from none. Access tokens live on for a while. A guest's
 * sessions are their own tenant's, and Graph cannot end them.
 */
export const sessions: ActionKind<EntraSystem> = {
  verb: 'sessions',
  async plan({ id, status }, system, context) {
    if (status === deleted) return [];
    const read = await readUser(system, id, context);
    if (read.state === 'deleted' || isGuest(read.user)) return [];
    const since = read.user.signInSessionsValidFromDateTime ?? always;
    return [
      {
        stage: 'sessions',
        target: { id: since, label: `≥ ${since.slice(0, 10)}` },
        call: `POST ${path`/users/${id}/revokeSignInSessions`}`,
        effect: 'reversible',
        residualMinutes: system.settings.tokenMinutes,
      },
    ];
  },
  async act({ accountId }, system, context) {
    const before = await readUser(system, accountId, context);
    if (before.state === 'deleted') return { status: 'already', evidence: before.evidence };
    const reply = await system.http.send('POST', path`/users/${accountId}/revokeSignInSessions`, context);
    return {
      status: 'accepted',
      evidence: [...before.evidence, saw(reply, 'ending accepted')],
      // Microsoft speaks of a few minutes; the later read-backs see it then.
      readBackAfterSeconds: 0,
    };
  },
  /**
   * Ended means: the instant moved, nobody signed in after it as far as Graph tells, and nobody can any more. While the
   * account is open (it is closed in Active Directory, say) a new session may begin unseen.
   */
  async readBack(action, system, context) {
    const read = await readUser(system, action.accountId, context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { signInSessionsValidFromDateTime: validFrom, accountEnabled } = read.user;
    const evidence = read.evidence.map((each) => ({ ...each, detail: `${each.detail}; valid from ${validFrom}` }));
    const planned = targetOf(action).id;
    if (!validFrom || (planned !== always && Date.parse(validFrom) <= Date.parse(planned)))
      return { state: 'not-desired', evidence };
    const used = await lastActivityIfTold(system, action.accountId, context);
    if (used) evidence.push(used.evidence);
    if (used && used.at.getTime() > Date.parse(validFrom)) return { state: 'not-desired', evidence };
    return { state: accountEnabled ? 'unreadable' : 'desired', evidence };
  },
};
