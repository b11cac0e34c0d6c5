import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { PersonId } from '../../domain/people/people.ts';
import { type Attendee, nextFreeTime } from '../../domain/sessions/meeting-time.ts';
import { attendeesOf, lastMoment, type Proposal, proposedSessions } from '../../domain/sessions/proposals.ts';
import type { EngineDeps } from '../deps.ts';
import { leavingAmong } from '../people/leaving.ts';
import { transact } from '../transact.ts';
import { quietHoursOf } from './quiet-hours.ts';

/** The sessions that may be planned now, at times that suit both, their own quiet hours included. */
export async function sessionProposals(deps: EngineDeps, departure: Departure): Promise<readonly Proposal[]> {
  return proposedSessions(departure, {
    now: toInstant(deps.clock.now()),
    calendar: deps.calendar,
    quiet: await quietHoursOf(deps, [departure.leaver.id, ...heirsIn(departure)]),
    leaving: await leavingAmong(deps, departure),
  });
}

/**
 * Gives a session that new dates left no room another time, or calls it off where there is none. Tells whether anything
 * changed.
 */
export async function placeSession(deps: EngineDeps, state: Departure, sessionId: string): Promise<boolean> {
  const session = state.sessions?.find(({ id }) => id === sessionId);
  if (!session) return false;
  const { heir, minutes, sequence } = session;
  const attendees = attendeesOf(state, heir, await quietHoursOf(deps, [state.leaver.id, heir]));
  const startsAt = attendees && freeTime(deps, state, { attendees, minutes, except: sessionId });
  const placed = await transact(
    deps,
    state.id,
    { type: 'session.place', sessionId, sequence, startsAt },
    { type: 'system' },
  );
  return placed.type === 'done' && placed.events.length > 0;
}

function freeTime(
  { clock, calendar }: EngineDeps,
  state: Departure,
  { attendees, minutes, except }: { attendees: readonly [Attendee, Attendee]; minutes: number; except: string },
): Instant | null {
  const until = lastMoment(state);
  const taken = (state.sessions ?? []).filter(({ id, status }) => id !== except && status === 'planned');
  const now = toInstant(clock.now());
  return until === null ? null : nextFreeTime(minutes, { now, until, attendees, taken, calendar });
}

function heirsIn({ topics = [], tasks }: Departure): readonly PersonId[] {
  return [
    ...topics.flatMap(({ heir }) => heir ?? []),
    ...tasks.flatMap(({ nature, assignee }) => (nature === 'handover' ? (assignee ?? []) : [])),
  ];
}
