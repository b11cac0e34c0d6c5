import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import { type Appointment, type Calendar, CalendarError } from '../../src/engine/ports/calendar.ts';
import { testPeople } from '../support/memory/memory-world.ts';

export interface CalendarBench {
  calendar: Calendar;
  /** How many meetings stand in this person's calendar. */
  count(person: Person): Promise<number>;
  /** The system is down for the next call. Null: it cannot be taken down here. */
  down: (() => void) | null;
}

const meeting: Appointment = {
  uid: '0123456789abcdef0123456789abcdef@relais',
  sequence: 0,
  startsAt: '2026-03-03T09:00:00.000Z',
  endsAt: '2026-03-03T09:45:00.000Z',
  title: 'Transmission de Zoë; à Priya, « tout »',
  description: 'Priya lit : Missions\nAlex montre : Facturation',
  news: 'new',
  says: 'Handover session',
};

/** What every calendar that can be read back keeps. `setUp` gives empty calendars of these people. */
export function calendarContract(name: string, setUp: (people: readonly Person[]) => Promise<CalendarBench>): void {
  const { priya, jonas } = testPeople;
  const held = ({ startsAt, endsAt }: Appointment) => ({ type: 'held', startsAt, endsAt });

  describe(`${name} as a calendar`, () => {
    it('takes a meeting, moves it under its name, and takes it out', async () => {
      const { calendar, count } = await setUp([priya, jonas]);
      expect(await calendar.read(priya, meeting.uid)).toEqual({ type: 'absent' });
      await calendar.put(priya, meeting);
      expect(await calendar.read(priya, meeting.uid)).toEqual(held(meeting));
      const moved: Appointment = {
        ...meeting,
        ...{ sequence: 1, news: 'moved', startsAt: '2026-03-05T14:00:00.000Z', endsAt: '2026-03-05T14:45:00.000Z' },
      };
      await calendar.put(priya, moved);
      expect(await calendar.read(priya, meeting.uid)).toEqual(held(moved));
      expect(await count(priya)).toBe(1);
      await calendar.cancel(priya, { ...moved, sequence: 2, news: 'over' });
      expect(await calendar.read(priya, meeting.uid)).toEqual({ type: 'absent' });
      expect(await count(priya)).toBe(0);
    });

    it('does twice what is done once: put, and cancel', async () => {
      const { calendar, count } = await setUp([priya, jonas]);
      await calendar.put(priya, meeting);
      await calendar.put(priya, meeting);
      expect(await count(priya)).toBe(1);
      await calendar.cancel(priya, meeting);
      await calendar.cancel(priya, meeting);
      expect(await count(priya)).toBe(0);
    });

    it('takes a meeting again under a name that was taken out', async () => {
      const { calendar, count } = await setUp([priya, jonas]);
      await calendar.put(priya, meeting);
      await calendar.cancel(priya, meeting);
      await calendar.put(priya, { ...meeting, sequence: 2 });
      expect(await calendar.read(priya, meeting.uid)).toEqual(held(meeting));
      expect(await count(priya)).toBe(1);
    });

    it('keeps people, and meetings, apart', async () => {
      const { calendar, count } = await setUp([priya, jonas]);
      const other = { ...meeting, uid: 'fedcba9876543210fedcba9876543210@relais' };
      await calendar.put(priya, meeting);
      await calendar.put(jonas, meeting);
      await calendar.put(priya, other);
      await calendar.cancel(priya, meeting);
      expect(await calendar.read(priya, other.uid)).toEqual(held(other));
      expect(await calendar.read(jonas, meeting.uid)).toEqual(held(meeting));
      expect([await count(priya), await count(jonas)]).toEqual([1, 1]);
    });

    it('says that it does not answer, in our words, and goes on once it does', async () => {
      const { calendar, down } = await setUp([priya, jonas]);
      if (down === null) return;
      for (const call of [
        () => calendar.put(priya, meeting),
        () => calendar.cancel(priya, meeting),
        () => calendar.read(priya, meeting.uid),
      ]) {
        down();
        const error = await call().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(CalendarError);
        expect(['unavailable', 'unknown-outcome']).toContain(error instanceof CalendarError && error.kind);
        expect(String(error)).not.toMatch(/@|secret|http/i);
      }
      await calendar.put(priya, meeting);
      expect(await calendar.read(priya, meeting.uid)).toEqual(held(meeting));
    });
  });
}
