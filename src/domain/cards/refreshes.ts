import { announcedFrom } from '../announcement/told.ts';
import { type Instant, plus } from '../calendar/time.ts';
import { undoEndsAt } from '../calendar/undo.ts';
import { overdueAt } from '../confirmation/cut-off.ts';
import { contactQuestion } from '../contact/contact.ts';
import type { Departure } from '../departure.ts';
import { asksAgainAt } from '../hr/proposal.ts';
import { keepsakeGivenAt } from '../keepsake/given.ts';
import { endOf } from '../sessions/meeting-time.ts';
import { isTaskOpen } from '../tasks/task.ts';
import { leaverHearsFrom } from '../tasks/who-hears.ts';
import type { WorkItem } from '../work.ts';
import { meetingCallAt } from './meeting.ts';

/**
 * Instants at which a card says something else although nothing happened, and at which a failed post is tried again.
 */
export function refreshes(state: Departure): WorkItem[] {
  const cards = [
    // Late is what is not done a moment after it was due, whoever has it.
    ...state.tasks
      .filter(isTaskOpen)
      .flatMap((task) => [plus(task.dueAt, 1), task.escalatedAt === null ? task.escalateAt : null]),
    // What offers to be taken back does so for a minute.
    ...state.tasks.flatMap(({ done, skipped }) => [done, skipped].map((end) => end?.by && undoEndsAt(end.at))),
    state.status === 'cancelled' && state.ended ? undoEndsAt(state.ended.at) : null,
    ...state.revocations.map((one) => one.residualUntil),
    // What is ahead, and what its heir can say of it, changes with these.
    ...(state.sessions ?? []).flatMap((one) => (one.status === 'planned' ? [one.startsAt, endOf(one)] : [])),
    // Also once it is over: whoever called it off before these instants has cards that still speak of them.
    ...(state.status === 'draft'
      ? []
      : [
          meetingCallAt(state),
          state.farewellAt,
          leaverHearsFrom(state),
          announcedFrom(state),
          keepsakeGivenAt(state),
          state.survey?.opensAt,
          state.survey?.closesAt,
          state.dates?.cutOff.at,
          overdueAt(state),
          contactQuestion(state)?.askFrom,
          ...asksAgainAt(state),
          // Of two who must release what a brake holds, the one who did is asked again once the other did not in time.
          ...(state.brakeReleases ?? []).map(({ expiresAt }) => expiresAt),
        ]),
  ];
  const posts = state.posts.flatMap((post) =>
    post.unreachable ? [] : [post.lease ?? post.notBefore, ...(post.intended ?? []).map(({ until }) => until)],
  );
  const refresh =
    (why: 'continue' | 'post') =>
    (at: Instant | '' | null | undefined): WorkItem[] =>
      at ? [{ at, why, work: { type: 'refresh' } }] : [];
  return [...cards.flatMap(refresh('continue')), ...posts.flatMap(refresh('post'))];
}
