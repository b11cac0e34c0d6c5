import type { Instant } from '../../../src/domain/calendar/time.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import { type Appointment, type Calendar, CalendarError, type Held } from '../../../src/engine/ports/calendar.ts';

export interface MemoryCalendar {
  calendar: Calendar;
  /** What stands in one person's calendar, by its name. */
  of(person: Pick<Person, 'id'>): ReadonlyMap<string, Appointment>;
  /** Every call so far: what, whose, which change of it. */
  calls: string[];
  /** The next call fails so. `lost`: it was done, and the answer did not come. */
  failNext(kind: CalendarError['kind'] | 'lost'): void;
  /** From now on it says that everything stands at this instant, whatever it was told. */
  lie(startsAt: Instant): void;
}

const words = { en: 'It does not answer.', fr: 'Il ne répond pas.' };

/** A calendar that keeps state in memory, and can fail and lie. */
export function createMemoryCalendar({
  id = 'memory',
  serves = () => true,
}: {
  id?: string;
  serves?: (person: Person) => boolean;
} = {}): MemoryCalendar {
  const standing = new Map<string, Map<string, Appointment>>();
  const calls: string[] = [];
  const failures: (CalendarError['kind'] | 'lost')[] = [];
  let lie: Instant | null = null;
  const of = (person: Pick<Person, 'id'>) => standing.get(person.id) ?? new Map<string, Appointment>();
  const change = async (what: string, person: Person, appointment: Pick<Appointment, 'sequence'>, done: () => void) => {
    calls.push(`${what} ${person.id} ${appointment.sequence}`);
    const failure = failures.shift();
    if (failure === undefined || failure === 'lost') done();
    if (failure !== undefined) throw new CalendarError(failure === 'lost' ? 'unknown-outcome' : failure, words);
  };
  return {
    of,
    calls,
    failNext: (kind) => void failures.push(kind),
    lie: (startsAt) => {
      lie = startsAt;
    },
    calendar: {
      id,
      readsBack: true,
      serves,
      put: (person, appointment) =>
        change('put', person, appointment, () =>
          standing.set(person.id, new Map([...of(person), [appointment.uid, appointment]])),
        ),
      cancel: (person, appointment) =>
        change('cancel', person, appointment, () => void standing.get(person.id)?.delete(appointment.uid)),
      read: async (person, uid): Promise<Held> => {
        if (failures.length > 0) await change('read', person, { sequence: 0 }, () => {});
        const found = of(person).get(uid);
        if (!found) return { type: 'absent' };
        return { type: 'held', startsAt: lie ?? found.startsAt, endsAt: found.endsAt };
      },
    },
  };
}
