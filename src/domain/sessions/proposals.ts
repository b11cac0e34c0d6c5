import { type HolidayCalendar, nudgeHours } from '../calendar/business-days.ts';
import { type Instant, instantOf } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { heirHearsFrom } from '../knowledge/asking.ts';
import type { PersonId } from '../people/people.ts';
import { isConfidential } from '../people/visibility.ts';
import { leaverHearsFrom } from '../tasks/who-hears.ts';
import { type Attendee, nextFreeTime } from './meeting-time.ts';
import type { PlannedSession, Session } from './session.ts';

/** What is asked besides the departure: when, days off, quiet hours by person, and who is leaving too. */
export interface ProposalContext {
  now: Instant;
  calendar: HolidayCalendar;
  quiet: ReadonlyMap<PersonId, NonNullable<Attendee['quiet']>>;
  leaving: ReadonlySet<PersonId>;
}

/** A session that may be planned; `startsAt` null: no time is left that suits both. */
export type Proposal = Omit<PlannedSession, 'id' | 'startsAt'> & { startsAt: Instant | null };

/** What passes to somebody: topics of the dossier, and handovers that were accepted. */
export type Subjects = Pick<PlannedSession, 'topicIds' | 'taskIds'>;

/**
 * A session for each heir who has none yet for something that they take over. Derived, never stored. None while the
 * leaver or the heir may not hear of it, and none once access has begun to end.
 */
export function proposedSessions(departure: Departure, context: ProposalContext): readonly Proposal[] {
  const { now, calendar, leaving } = context;
  const { sessions = [] } = departure;
  const until = lastMoment(departure);
  if (until === null || !mayMeet(departure, now)) return [];
  const taken = sessions
    .filter(({ status }) => status === 'planned')
    .map(({ startsAt, minutes }) => ({ startsAt, minutes }));
  return heirsOf(departure).flatMap((heir): Proposal[] => {
    const subjects = withoutSession(departure, heir);
    const count = subjects.topicIds.length + subjects.taskIds.length;
    if (count === 0 || leaving.has(heir) || !hears(departure, heir, now)) return [];
    const minutes = minutesFor(count);
    const attendees = attendeesOf(departure, heir, context.quiet);
    const startsAt = attendees && nextFreeTime(minutes, { now, until, attendees, taken, calendar });
    if (startsAt !== null) taken.push({ startsAt, minutes });
    return [{ heir, ...subjects, minutes, startsAt }];
  });
}

/** Everybody who takes something over for which no session is planned or was held, whoever may know of it by now. */
export function heirsWithoutSession(departure: Departure): readonly PersonId[] {
  return heirsOf(departure).filter((heir) => {
    const { topicIds, taskIds } = withoutSession(departure, heir);
    return topicIds.length + taskIds.length > 0;
  });
}

/** Whether a meeting may be arranged at all: under way, no secret, and the leaver has heard of it. */
export function mayMeet(departure: Departure, now: Instant): boolean {
  const hearsAt = leaverHearsFrom(departure);
  return (
    departure.status === 'active' &&
    departure.runStartedAt === null &&
    !isConfidential(departure, now) &&
    hearsAt !== null &&
    hearsAt <= now
  );
}

/** Whether this heir may know by now what they are invited to. */
export function hears(departure: Departure, heir: PersonId, now: Instant): boolean {
  const from = heirHearsFrom(departure, heir);
  return from !== null && from <= now;
}

/** The end of the leaver's last working day, or their cut-off where that comes before. */
export function lastMoment({ dates, leaver }: Departure): Instant | null {
  if (dates === null) return null;
  const evening = instantOf(dates.lastWorkingDay.date, nudgeHours.to, leaver.timeZone);
  return dates.cutOff.at < evening ? dates.cutOff.at : evening;
}

/** The leaver first: times are looked for on their clock. Null for an heir whom the departure does not know. */
export function attendeesOf(
  { leaver, people }: Departure,
  heir: PersonId,
  quiet: ProposalContext['quiet'],
): readonly [Attendee, Attendee] | null {
  const other = people[heir];
  if (other === undefined) return null;
  const asked = (person: typeof leaver): Attendee => ({
    timeZone: person.timeZone,
    country: person.country,
    quiet: quiet.get(person.id),
  });
  return [asked(leaver), asked(other)];
}

/** Everything that passes to this person by now. */
export function subjectsOf({ topics = [], tasks }: Departure, heir: PersonId): Subjects {
  return {
    topicIds: topics.filter((topic) => topic.heir === heir && topic.leftOut === null).map(({ id }) => id),
    taskIds: tasks
      .filter(({ nature, status, assignee }) => nature === 'handover' && status === 'accepted' && assignee === heir)
      .map(({ id }) => id),
  };
}

/** What of a session still passes to its heir; a handover that is done counts. */
export function isAboutSomething({ topics = [], tasks }: Departure, { heir, topicIds, taskIds }: Session): boolean {
  return (
    topics.some(({ id, heir: now, leftOut }) => topicIds.includes(id) && now === heir && leftOut === null) ||
    tasks.some(({ id, assignee, status }) => taskIds.includes(id) && assignee === heir && status !== 'skipped')
  );
}

function heirsOf({ topics = [], tasks, leaver }: Departure): readonly PersonId[] {
  const found = [
    ...tasks.flatMap(({ nature, assignee }) => (nature === 'handover' && assignee !== null ? [assignee] : [])),
    ...topics.flatMap(({ heir }) => heir ?? []),
  ];
  return [...new Set(found)].filter((heir) => heir !== leaver.id);
}

function withoutSession(departure: Departure, heir: PersonId): Subjects {
  const known = (departure.sessions ?? []).filter((one) => one.heir === heir && one.status !== 'called-off');
  const { topicIds, taskIds } = subjectsOf(departure, heir);
  return {
    topicIds: topicIds.filter((id) => !known.some((one) => one.topicIds.includes(id))),
    taskIds: taskIds.filter((id) => !known.some((one) => one.taskIds.includes(id))),
  };
}

/** Half an hour for one thing, a quarter more for each other, an hour and a half at most. */
function minutesFor(count: number): number {
  return Math.min(30 + 15 * (count - 1), 90);
}
