import type { Revocation } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import { withoutCoverage } from '../confirmation/coverage.ts';
import type { Departure } from '../departure.ts';

/**
 * The stored state was put back from a backup: the world may be further on than it says. What was not begun may have
 * been done, so it is read before it is called; what was not posted may stand, so it is looked for; what stands may say
 * more than is known, so it is drawn anew. People may have decided since that the person stays, or keeps something: so
 * nothing is called before somebody has confirmed again, and an erasure that was under way begins anew, because a legal
 * hold may have stopped it since.
 */
export function restored(before: Departure, at: Instant): Departure {
  const { brakeReleases: _, erasure: _erasure, erasureAsked: _asked, ...state } = before;
  return {
    ...(state.status === 'active' ? withoutCoverage(state) : state),
    restoredAt: at,
    revocations: state.revocations.map(readFirst),
    posts: state.posts.map((post) => ({ ...post, hash: '' })),
  };
}

function readFirst(one: Revocation): Revocation {
  switch (one.status) {
    case 'planned':
    case 'failed':
      // What only people do cannot be read by any call.
      return one.action.manual ? one : { ...one, rev: one.rev + 1, mustReadBack: true };
    case 'running':
    case 'accepted':
    case 'verified':
    case 'manual':
    case 'waived':
      return one;
  }
}
