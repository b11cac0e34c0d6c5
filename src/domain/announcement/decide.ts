import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import { announcementApprovers, announcementNeedsHr } from './approval.ts';
import type { AnnouncementCommand } from './commands.ts';
import { statedReason } from './reasons.ts';

/** What people ask of the announcement. Nobody is told anything by it but whoever reads the channels, at the time. */
export function decideAnnouncement(state: Departure, command: AnnouncementCommand, context: PersonContext): Outcome {
  const { announcement } = state;
  if ((announcement?.rev ?? 0) !== command.rev) return refuse('stale');
  switch (command.type) {
    case 'announcement.approve':
      return approve(state, command.wish, context);
    case 'announcement.confirm': {
      const proposed = announcement?.proposed ?? null;
      if (proposed === null) return refuse('announcement-none-waits');
      // Two pairs of eyes, as the flow wants it.
      if (proposed.by === context.actor.id) return refuse('announcement-own');
      return happened({ type: 'announcement-confirmed' });
    }
    case 'announcement.take-back':
      return announcement?.approved || announcement?.proposed
        ? happened({ type: 'announcement-taken-back' })
        : refuse('announcement-none');
  }
}

function approve(
  state: Departure,
  wish: (AnnouncementCommand & { type: 'announcement.approve' })['wish'],
  { actor, now }: PersonContext,
): Outcome {
  const reason = statedReason(wish.texts);
  if (reason !== null) return refuse('announcement-reason', { word: reason });
  const kept = [state.announcement?.approved?.at, state.announcement?.proposed?.at];
  if (wish.at !== null && wish.at < now && !kept.includes(wish.at)) return refuse('announcement-in-past');
  const known = new Set(state.tasks.filter(({ nature }) => nature === 'handover').map(({ id }) => id));
  if (wish.handovers.some((id) => !known.has(id))) return refuse('stale');
  if (!announcementNeedsHr(state)) return happened({ type: 'announcement-approved', ...wish });
  if (announcementApprovers(state, actor.id).length === 0) return refuse('announcement-needs-hr');
  return happened({ type: 'announcement-proposed', ...wish });
}
