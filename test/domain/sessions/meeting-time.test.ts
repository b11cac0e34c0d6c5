import { describe, expect, it } from 'vitest';
import { type HolidayCalendar, noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { weekDayOf } from '../../../src/domain/calendar/time.ts';
import { nextFreeTime, overlap, suitsAll } from '../../../src/domain/sessions/meeting-time.ts';

const paris = { timeZone: 'Europe/Paris', country: 'FR' };
const newYork = { timeZone: 'America/New_York', country: 'US' };
const tokyo = { timeZone: 'Asia/Tokyo', country: 'JP' };

describe('a time that suits two people', () => {
  it('lies whole in the working hours of both, on their own clocks', () => {
    const at = (startsAt: string, minutes = 60) => suitsAll({ startsAt, minutes }, [paris, newYork], noHolidays);
    // Monday 2 March 2026: 15:00 in Paris is 9:00 in New York.
    expect(at('2026-03-02T14:00:00.000Z')).toBe(true);
    expect(at('2026-03-02T13:59:00.000Z')).toBe(false);
    // Until six in Paris, to the minute.
    expect(at('2026-03-02T16:00:00.000Z')).toBe(true);
    expect(at('2026-03-02T16:01:00.000Z')).toBe(false);
    // Europe changes its clocks on 29 March, America has since the 8th: the hours that both share are others.
    expect(at('2026-03-16T13:00:00.000Z')).toBe(true);
    expect(at('2026-03-16T13:00:00.000Z', 241)).toBe(false);
  });

  it('is on no day off of either', () => {
    const calendar: HolidayCalendar = {
      isHoliday: (date, country) => date === '2026-03-03' && country === 'US',
      isWeekend: (date) => weekDayOf(date) >= 6,
    };
    const free = { minutes: 30, startsAt: '2026-03-03T15:00:00.000Z' };
    expect(suitsAll(free, [paris], calendar)).toBe(true);
    expect(suitsAll(free, [paris, newYork], calendar)).toBe(false);
    const saturday = { minutes: 30, startsAt: '2026-03-07T10:00:00.000Z' };
    expect(suitsAll(saturday, [paris], calendar)).toBe(false);
  });

  it('touches nobody’s quiet hours, not even in the middle or over midnight', () => {
    const meeting = { startsAt: '2026-03-02T09:00:00.000Z', minutes: 60 };
    const with_ = (from: string, to: string) => suitsAll(meeting, [{ ...paris, quiet: { from, to } }], noHolidays);
    expect(with_('12:00', '14:00')).toBe(true);
    expect(with_('10:20', '10:40')).toBe(false);
    expect(with_('10:59', '11:30')).toBe(false);
    expect(with_('11:00', '12:00')).toBe(true);
    expect(with_('20:00', '10:01')).toBe(false);
    expect(with_('20:00', '10:00')).toBe(true);
  });

  it('is looked for from the next day on, before the last moment, beside what is taken', () => {
    // Friday noon.
    const now = '2026-03-06T11:00:00.000Z';
    const asked = { now, until: '2026-03-20T17:00:00.000Z', attendees: [paris, paris], calendar: noHolidays } as const;
    expect(nextFreeTime(30, { ...asked, taken: [] })).toBe('2026-03-09T09:00:00.000Z');
    const taken = [{ startsAt: '2026-03-09T09:15:00.000Z', minutes: 60 }];
    expect(nextFreeTime(30, { ...asked, taken })).toBe('2026-03-09T13:00:00.000Z');
    // Ends by the last moment, or is not.
    expect(nextFreeTime(30, { ...asked, until: '2026-03-09T08:30:00.000Z', taken: [] })).toBe(
      '2026-03-09T08:00:00.000Z',
    );
    expect(nextFreeTime(30, { ...asked, until: '2026-03-09T08:29:00.000Z', taken: [] })).toBeNull();
    // Whose working hours never meet has no time.
    expect(nextFreeTime(30, { ...asked, attendees: [newYork, tokyo], taken: [] })).toBeNull();
  });

  it('overlaps what shares a minute with it, and not what begins when it ends', () => {
    const ten = { startsAt: '2026-03-09T10:00:00.000Z', minutes: 30 };
    expect(overlap(ten, { startsAt: '2026-03-09T10:29:00.000Z', minutes: 30 })).toBe(true);
    expect(overlap(ten, { startsAt: '2026-03-09T10:30:00.000Z', minutes: 30 })).toBe(false);
  });
});
