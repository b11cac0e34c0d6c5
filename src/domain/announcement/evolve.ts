import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { type Announcement, isAnnouncementKey } from './announcement.ts';
import type { AnnouncementEvent } from './events.ts';

const none: Announcement = { rev: 0, approved: null, proposed: null };

/** The announcement once something happened to it. */
export function evolveAnnouncement(state: Departure, event: AnnouncementEvent, at: Instant, by: string): Departure {
  const before = state.announcement ?? none;
  const rev = before.rev + 1;
  switch (event.type) {
    case 'announcement-approved': {
      const { type: _, ...wish } = event;
      return triedAgain({ ...state, announcement: { rev, approved: { ...wish, by, since: at }, proposed: null } });
    }
    case 'announcement-proposed': {
      const { type: _, ...wish } = event;
      return { ...state, announcement: { ...before, rev, proposed: { ...wish, by, since: at } } };
    }
    case 'announcement-confirmed':
      return triedAgain({ ...state, announcement: { rev, approved: before.proposed, proposed: null } });
    case 'announcement-taken-back':
      return { ...state, announcement: { rev, approved: null, proposed: null } };
  }
}

/** Where it could not be posted it is tried at once: somebody may have let Relais into that channel. */
function triedAgain(state: Departure): Departure {
  const posts = state.posts.map((post) =>
    isAnnouncementKey(post.key) && post.unreachable !== null ? { ...post, unreachable: null, notBefore: null } : post,
  );
  return { ...state, posts };
}
