import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Words } from '../localized.ts';
import type { PersonId } from '../people/people.ts';
import { isConfidential } from '../people/visibility.ts';
import { isTeamTold } from '../tasks/who-hears.ts';

/** What somebody took over: by its task or topic, what it is called, who has it. */
interface TakenOver {
  id: string;
  title: Words;
  holder: PersonId;
}

/**
 * The handovers that somebody accepted, and the topics that an heir may read; nothing of a departure that did not take
 * place, or that is being erased.
 */
export function takenOver({ status, tasks, erasure, topics = [] }: Departure): readonly TakenOver[] {
  if (erasure !== undefined) return [];
  if (status !== 'active' && status !== 'completed') return [];
  return [
    ...tasks.flatMap(({ id, nature, status: taskStatus, title, assignee }) =>
      nature === 'handover' && assignee !== null && (taskStatus === 'accepted' || taskStatus === 'done')
        ? [{ id, title, holder: assignee }]
        : [],
    ),
    ...topics.flatMap(({ id, title, heir, offeredAt, leftOut }) =>
      heir !== null && offeredAt !== null && leftOut === null ? [{ id, title, holder: heir }] : [],
    ),
  ];
}

/** Whether everybody in the company may know of it: it is no secret, and the team was told. */
export function isPublic(departure: Departure, now: Instant): boolean {
  return departure.flow !== null && !isConfidential(departure, now) && isTeamTold(departure, now);
}
