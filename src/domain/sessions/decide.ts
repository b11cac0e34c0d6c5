import type { Instant } from '../calendar/time.ts';
import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, type RefusalCode, refuse } from '../refusal.ts';
import type { SessionCommand, SessionReport } from './commands.ts';
import { endOf, type Meeting, overlap, suitsAll } from './meeting-time.ts';
import { attendeesOf, hears, lastMoment, mayMeet, subjectsOf } from './proposals.ts';
import { mostSessions, type Session } from './session.ts';
import { tellsAt } from './work.ts';

/**
 * What people ask of handover sessions. Personal quiet hours are a note: whoever speaks for people checks these before.
 */
export function decideSessions(state: Departure, command: SessionCommand, context: PersonContext): Outcome {
  const { now, actor } = context;
  if (command.type === 'session.plan') return plan(state, command.session, context);
  const session = (state.sessions ?? []).find(({ id }) => id === command.sessionId);
  if (!session) return refuse('not-found');
  if (session.rev !== command.rev) return refuse('stale');
  const { id: sessionId, status, startsAt } = session;
  switch (command.type) {
    case 'session.move': {
      if (status !== 'planned' || startsAt <= now) return refuse('session-over');
      if (command.startsAt === startsAt) return happened();
      const why = whyNotThen(state, { ...session, startsAt: command.startsAt }, context);
      return why ? refuse(why) : happened({ type: 'session-moved', sessionId, startsAt: command.startsAt });
    }
    case 'session.call-off':
      if (status !== 'planned') return refuse('session-over');
      return happened({ type: 'session-called-off', sessionId, because: 'person' });
    case 'session.confirm-held':
      if (actor.id !== session.heir) return refuse('not-permitted');
      if (status === 'held') return happened();
      if (status === 'called-off') return refuse('session-over');
      return startsAt > now ? refuse('session-ahead') : happened({ type: 'session-held', sessionId });
    case 'session.note': {
      if (status === 'called-off') return refuse('session-over');
      if (startsAt > now) return refuse('session-ahead');
      const { notes, recording } = command;
      if ((session.notes?.text ?? null) === notes && session.recording === recording) return happened();
      return happened({ type: 'session-noted', sessionId, notes, recording });
    }
  }
}

/** What the engine reports. A result is taken only for how the session stands by now. */
export function decideSessionReport(state: Departure, command: SessionReport, context: DecideContext): Outcome {
  const session = (state.sessions ?? []).find(({ id }) => id === command.sessionId);
  if (!session || session.sequence !== command.sequence) return refuse('stale');
  const { id: sessionId } = session;
  const { now } = context;
  if (command.type === 'session.place') {
    if (session.status !== 'planned' || session.startsAt <= now) return refuse('stale');
    if (command.startsAt === null) return happened({ type: 'session-called-off', sessionId, because: 'no-time' });
    const why = whyNotThen(state, { ...session, startsAt: command.startsAt }, context);
    return why ? refuse(why) : happened({ type: 'session-moved', sessionId, startsAt: command.startsAt });
  }
  const { person, sequence } = command;
  switch (command.type) {
    case 'session.intend': {
      const at = tellsAt(state, session, { person, now });
      if (at === null || at > now) return refuse('stale');
      const { calendar, leaseUntil } = command;
      return happened({ type: 'session-entry-intended', sessionId, person, sequence, calendar, leaseUntil });
    }
    case 'session.kept':
      return happened({ type: 'session-entry-kept', sessionId, person, sequence });
    case 'session.unkept': {
      const { because, mayStand, retryAt } = command;
      // Another try has done it.
      if (session.calendars.find((one) => one.person === person)?.standing === sequence) return refuse('stale');
      return happened({ type: 'session-entry-failed', sessionId, person, sequence, because, mayStand, retryAt });
    }
  }
}

function plan(
  state: Departure,
  asked: (SessionCommand & { type: 'session.plan' })['session'],
  context: PersonContext,
): Outcome {
  const { sessions = [] } = state;
  const { heir, topicIds, taskIds } = asked;
  if (heir === state.leaver.id) return refuse('assignee-is-leaver', { name: state.leaver.name });
  if (!mayMeet(state, context.now) || !hears(state, heir, context.now)) return refuse('session-too-early');
  if (sessions.length >= mostSessions) return refuse('too-many-sessions', { most: mostSessions });
  const open = subjectsOf(state, heir);
  const known = sessions.filter((one) => one.heir === heir && one.status !== 'called-off');
  const isOpen =
    topicIds.length + taskIds.length > 0 &&
    topicIds.every((id) => open.topicIds.includes(id) && !known.some((one) => one.topicIds.includes(id))) &&
    taskIds.every((id) => open.taskIds.includes(id) && !known.some((one) => one.taskIds.includes(id)));
  // Two people accepted the same proposal, or somebody else takes it over by now.
  if (!isOpen) return refuse('stale');
  const why = whyNotThen(state, asked, context);
  if (why) return refuse(why);
  const isTaken = sessions.some((one) => one.status === 'planned' && overlap(one, asked));
  if (isTaken) return refuse('session-overlaps');
  return happened({ type: 'session-planned', session: { id: `session-${sessions.length + 1}`, ...asked } });
}

/** Why nobody can meet then; null where both can. */
function whyNotThen(
  state: Departure,
  meeting: Meeting & Pick<Session, 'heir'>,
  { now, calendar }: { now: Instant } & Pick<DecideContext, 'calendar'>,
): RefusalCode | null {
  const until = lastMoment(state);
  const attendees = attendeesOf(state, meeting.heir, new Map());
  if (meeting.startsAt <= now) return 'session-in-past';
  if (until === null || attendees === null || endOf(meeting) > until) return 'session-after-last-day';
  return suitsAll(meeting, attendees, calendar) ? null : 'session-outside-hours';
}
