import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { SessionEvent } from './events.ts';
import type { CalendarEntry, Session } from './session.ts';

/** Handover sessions once something happened to one. */
export function evolveSessions(state: Departure, event: SessionEvent, at: Instant, by: string): Departure {
  switch (event.type) {
    case 'session-planned': {
      const session: Session = {
        ...event.session,
        ...{ rev: 0, sequence: 0, status: 'planned', heldAt: null, notes: null, recording: null, calendars: [] },
      };
      return { ...state, sessions: [...(state.sessions ?? []), session] };
    }
    case 'session-moved':
      return on(state, event.sessionId, (one) => ({
        ...one,
        rev: one.rev + 1,
        sequence: one.sequence + 1,
        startsAt: event.startsAt,
      }));
    case 'session-called-off':
      return on(state, event.sessionId, (one) => ({
        ...one,
        rev: one.rev + 1,
        sequence: one.sequence + 1,
        status: 'called-off',
        because: event.because,
      }));
    case 'session-held':
      return on(state, event.sessionId, (one) => ({ ...one, rev: one.rev + 1, status: 'held', heldAt: at }));
    case 'session-noted':
      return on(state, event.sessionId, (one) => ({
        ...one,
        rev: one.rev + 1,
        notes: event.notes === null ? null : { text: event.notes, by, at },
        recording: event.recording,
      }));
    case 'session-entry-intended':
      return onEntry(state, event, (entry) => ({
        ...entry,
        mayStand: true,
        lease: { sequence: event.sequence, until: event.leaseUntil },
        // What was put into one calendar is moved and taken out there.
        calendar: entry.mayStand ? entry.calendar : event.calendar,
      }));
    case 'session-entry-kept':
      return onEntry(state, event, (entry) => ({
        ...entry,
        standing: event.sequence,
        // Another try, whose lease had lapsed, may have said meanwhile that nothing stands.
        mayStand: true,
        lease: null,
        failure: null,
      }));
    case 'session-entry-failed':
      return onEntry(state, event, (entry) => {
        const before = entry.failure?.sequence === event.sequence ? entry.failure : null;
        return {
          ...entry,
          mayStand: event.mayStand || entry.standing !== null,
          lease: null,
          failure: {
            sequence: event.sequence,
            times: (before?.times ?? 0) + 1,
            because: event.because,
            since: before?.since ?? at,
            retryAt: event.retryAt,
          },
        };
      });
  }
}

function on(state: Departure, id: string, change: (session: Session) => Session): Departure {
  return { ...state, sessions: (state.sessions ?? []).map((one) => (one.id === id ? change(one) : one)) };
}

function onEntry(
  state: Departure,
  event: Extract<SessionEvent, { person: string }>,
  change: (entry: CalendarEntry) => CalendarEntry,
): Departure {
  const { sessionId, person } = event;
  return on(state, sessionId, (session) => {
    const known = session.calendars.find((one) => one.person === person);
    const calendar = 'calendar' in event ? event.calendar : '';
    const fresh = { person, calendar, standing: null, mayStand: false, lease: null, failure: null };
    const others = session.calendars.filter((one) => one.person !== person);
    return { ...session, calendars: [...others, change(known ?? fresh)] };
  });
}
