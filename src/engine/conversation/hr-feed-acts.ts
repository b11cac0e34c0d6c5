import type { ActName } from '../../views/act-names.ts';
import { leaveHeld, releaseHeld } from '../brakes/hr-feed-release.ts';
import type { Reply } from './conversation.ts';
import { doneReply, noticeReply } from './replies.ts';
import type { Handler, Turn } from './turn.ts';

/** What people decide of the list that the brake of the HR feed holds. */
export const hrFeedHandlers = {
  'hr-feed.release': async (turn) => {
    const answer = await releaseHeld(brakeOf(turn), turn.actor, turn.act.ref.seen ?? '');
    switch (answer) {
      case 'released':
        return doneReply(turn, 'notice.feedReleased');
      case 'waits-for-another':
        return doneReply(turn, 'notice.feedReleaseCounts');
      default:
        return refused(turn, answer);
    }
  },
  'hr-feed.leave': async (turn) => {
    const answer = await leaveHeld(brakeOf(turn), turn.actor, turn.act.ref.seen ?? '');
    return answer === 'left' ? doneReply(turn, 'notice.feedLeft') : refused(turn, answer);
  },
} satisfies Partial<Record<ActName, Handler>>;

function brakeOf({ deps }: Turn) {
  return { notes: deps.store.notes, clock: deps.clock };
}

/**
 * The same words for whoever is on the list as for whoever has no such role: nobody learns from them that they are on
 * it.
 */
function refused({ voice }: Turn, why: 'changed' | 'on-the-list' | 'not-permitted'): Reply {
  return noticeReply(voice.t(why === 'changed' ? 'notice.feedChanged' : 'notice.feedNotYours'), 'refused');
}
