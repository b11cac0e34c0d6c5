import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { requireComparable } from '../clock-ahead.ts';
import { type EntraSystem, userOf } from '../entra-system.ts';
import { lastSuccessIfTold } from '../last-use.ts';
import { deleted, isGuest, readUser } from '../user-state.ts';

/** Graph tells both its clock and the instant in whole seconds, each cut off. */
const rounding = 2_000;

/**
 * Ends refresh tokens and browser sessions, by moving the instant from which they are valid. Graph lists no sessions,
 * so whether there are any is never told. Access tokens live on for a while. A guest's sessions are their own tenant's,
 * and Graph cannot end them.
 */
export const sessions: ActionKind<EntraSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'sessions' },
  provesItself: true,
  async plan(account, system, context) {
    if (account.status === deleted) return [];
    const read = await readUser(system, account, context);
    if (read.state === 'deleted' || isGuest(read.user)) return [];
    return [
      {
        stage: 'sessions',
        call: `POST ${path`/users/${account.id}/revokeSignInSessions`}`,
        effect: 'reversible',
        residualMinutes: system.settings.tokenMinutes,
        standing: 'untold',
      },
    ];
  },
  async act(action, system, context) {
    const before = await readUser(system, userOf(action), context);
    if (before.state === 'deleted') return { status: 'already', evidence: before.evidence };
    const reply = await system.http.send('POST', path`/users/${action.accountId}/revokeSignInSessions`, context);
    return {
      status: 'accepted',
      evidence: [...before.evidence, saw(reply, 'ending accepted')],
      // Microsoft speaks of a few minutes; the later read-backs see it then.
      readBackAfterSeconds: 0,
    };
  },
  /**
   * Ended means: the instant is at or after our call, by Graph's clock (whatever moved it before, a password change
   * say, is not ours), nobody signed in after it as far as Graph tells, and nobody can any more. While the account is
   * open (it is closed in Active Directory, say) a new session may begin unseen.
   */
  async readBack(action, system, context) {
    const read = await readUser(system, userOf(action), context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { signInSessionsValidFromDateTime: told, accountEnabled } = read.user;
    const evidence = read.evidence.map((each) =>
      saw({ evidence: each }, `${each.detail}; valid from ${told ?? 'untold'}`),
    );
    if (!told || context.calledAt === null) return { state: 'not-desired', evidence };
    requireComparable(read.clockAhead);
    const validFrom = Date.parse(told);
    if (validFrom < context.calledAt.getTime() + read.clockAhead - rounding) return { state: 'not-desired', evidence };
    const used = await lastSuccessIfTold(system, userOf(action), context);
    if (used) evidence.push(used.evidence);
    if (used && used.at.getTime() > validFrom + withinItsSecond(validFrom)) return { state: 'not-desired', evidence };
    return { state: accountEnabled ? 'unreadable' : 'desired', evidence };
  },
};

/** An instant without a fraction may stand for any in its second. */
function withinItsSecond(milliseconds: number): number {
  return milliseconds % 1000 === 0 ? 999 : 0;
}
