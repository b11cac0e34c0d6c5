import { hour, type Instant, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { CalendarEntry, Session } from '../../domain/sessions/session.ts';
import { calendarTrouble } from '../../views/knowledge/calendar-words.ts';
import { appointmentOf } from '../../views/knowledge/session-appointment.ts';
import type { EngineDeps } from '../deps.ts';
import { type Appointment, type Calendar, CalendarError } from '../ports/calendar.ts';
import { digest } from '../sha256.ts';
import { transact } from '../transact.ts';

const leaseFor = 2 * minute;
const longestPause = 6 * hour;
const system = { type: 'system' } as const;

/**
 * Brings one person's calendar in line with a session: intent first, then the calendar, then what it holds is read
 * back. What was put into one calendar is moved and taken out there. Tells whether anything changed.
 */
export async function tellCalendar(
  deps: EngineDeps,
  state: Departure,
  { sessionId, person: personId }: { sessionId: string; person: string },
): Promise<boolean> {
  const session = state.sessions?.find(({ id }) => id === sessionId);
  const person = await deps.directory.byId(personId);
  if (!session) return false;
  const entry = session.calendars.find((one) => one.person === personId);
  const target = { sessionId, person: personId, sequence: session.sequence };
  const chosen = person && calendarFor(deps.calendars ?? [], person, entry);
  const leaseUntil = plus(toInstant(deps.clock.now()), leaseFor);
  const calendar = chosen?.id ?? entry?.calendar ?? '';
  const intended = await transact(deps, state.id, { type: 'session.intend', ...target, calendar, leaseUntil }, system);
  if (intended.type === 'refused') return false;
  const failed = (because: Words, mayStand: boolean, retryAt: Instant | null) =>
    transact(deps, state.id, { type: 'session.unkept', ...target, because, mayStand, retryAt }, system);
  if (!person || !chosen) {
    await failed(calendarTrouble('none'), entry?.mayStand ?? false, null);
    return true;
  }
  try {
    const uid = `${digest(`${state.id}/${sessionId}/${personId}`).slice(0, 32)}@relais`;
    await bring(chosen, person, { ...appointmentOf(state, session, { reader: person, entry }), uid }, session);
    await transact(deps, state.id, { type: 'session.kept', ...target }, system);
  } catch (error) {
    const known = error instanceof CalendarError ? error : null;
    const times = (entry?.failure?.sequence === session.sequence ? entry.failure.times : 0) + 1;
    deps.log.warn(
      { err: error, departure: state.id, calendar: chosen.id, kind: known?.kind ?? 'unexpected' },
      'a calendar did not take a handover session; it is tried again unless it refuses for good',
    );
    const retryAt = plus(toInstant(deps.clock.now()), Math.min(minute * 2 ** times, longestPause));
    // A failure that nobody expected may have come after the change.
    const mayStand = (entry?.mayStand ?? false) || known === null || known.kind === 'unknown-outcome';
    await failed(known?.words ?? calendarTrouble('silent'), mayStand, known?.kind === 'rejected' ? null : retryAt);
  }
  return true;
}

/**
 * Where it stands already; else the first that serves this person. Null where none does, or that one is not connected
 * any more.
 */
function calendarFor(
  calendars: readonly Calendar[],
  person: Person,
  entry: CalendarEntry | undefined,
): Calendar | null {
  if (entry?.mayStand === true) return calendars.find(({ id }) => id === entry.calendar) ?? null;
  return calendars.find((one) => one.serves(person)) ?? null;
}

/** A calendar that took something and holds something else was told nothing. */
async function bring(calendar: Calendar, person: Person, appointment: Appointment, { status }: Session): Promise<void> {
  if (status === 'called-off') await calendar.cancel(person, appointment);
  else await calendar.put(person, appointment);
  const held = await calendar.read(person, appointment.uid);
  const isRight =
    held.type === 'unknown' ||
    (status === 'called-off'
      ? held.type === 'absent'
      : held.type === 'held' && held.startsAt === appointment.startsAt && held.endsAt === appointment.endsAt);
  if (!isRight) throw new CalendarError('unknown-outcome', calendarTrouble('other'));
}
