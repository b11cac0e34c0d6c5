import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isConfidential } from '../people/visibility.ts';
import type { TimedContext, TimedEvent, WorkItem } from '../work.ts';
import { endOf } from './meeting-time.ts';
import { isAboutSomething, lastMoment } from './proposals.ts';
import type { Session } from './session.ts';

/**
 * What time alone brings: a session that cannot take place any more is called off. What has begun is its heir's to tell
 * of.
 */
export function timedSessions(state: Departure, { now }: TimedContext): TimedEvent[] {
  return ahead(state, now).flatMap((session): TimedEvent[] => {
    const because = isOver(state) ? 'departure' : isAboutSomething(state, session) ? null : 'nothing-left';
    if (because === null) return [];
    const event = { type: 'session-called-off', sessionId: session.id, because } as const;
    return [{ at: state.createdAt, why: 'continue', event }];
  });
}

/** What the engine has to do: place anew what new dates left no room, and tell calendars. */
export function sessionWork(state: Departure, { now }: TimedContext): WorkItem[] {
  const until = lastMoment(state);
  const unplaced = ahead(state, now).filter((session) => until !== null && endOf(session) > until && !isOver(state));
  return [
    ...unplaced.map(
      ({ id }): WorkItem => ({ at: state.createdAt, why: 'continue', work: { type: 'place-session', sessionId: id } }),
    ),
    ...(state.sessions ?? []).flatMap((session) =>
      [state.leaver.id, session.heir].flatMap((person): WorkItem[] => {
        const at = tellsAt(state, session, { person, now });
        const work = { type: 'tell-calendar', sessionId: session.id, person } as const;
        return at === null ? [] : [{ at, why: 'continue', work }];
      }),
    ),
  ];
}

/** When this person's calendar is told how the session stands; null where it knows, or need not. */
export function tellsAt(
  state: Departure,
  session: Session,
  { person, now }: { person: string; now: Instant },
): Instant | null {
  const { status, sequence, startsAt, calendars } = session;
  // What is over stays in calendars as it was, and nothing about a departure that is secret, by whatever way, goes out.
  if (status === 'held' || startsAt <= now || isConfidential(state, now)) return null;
  // Their mailbox and their calendar are closed.
  if (person === state.leaver.id && state.runStartedAt !== null) return null;
  const entry = calendars.find((one) => one.person === person);
  if (status === 'called-off' && entry?.mayStand !== true) return null;
  if (entry === undefined) return state.createdAt;
  if (entry.standing === sequence) return null;
  const { lease, failure } = entry;
  if (lease !== null) return lease.until;
  if (failure === null || failure.sequence !== sequence) return state.createdAt;
  return failure.retryAt;
}

function ahead({ sessions = [] }: Departure, now: Instant): readonly Session[] {
  return sessions.filter(({ status, startsAt }) => status === 'planned' && startsAt > now);
}

/** The departure ended, or access has begun to end. */
function isOver({ status, runStartedAt }: Departure): boolean {
  return status !== 'active' || runStartedAt !== null;
}
