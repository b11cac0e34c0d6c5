import { describe, expect, it } from 'vitest';
import { addBusinessDays } from '../../src/domain/calendar/business-days.ts';
import { createHolidayCalendar } from '../../src/flows/holidays.ts';

describe('public holidays', () => {
  const calendar = createHolidayCalendar();

  it.each([
    ['FR', '2026-01-01', '2026-05-08', '2026-05-14', '2026-07-14', '2026-11-11', '2026-12-25'],
    ['GB', '2026-01-01', '2026-04-03', '2026-05-04', '2026-12-25', '2026-12-28'],
    ['DE', '2026-01-01', '2026-04-03', '2026-05-01', '2026-05-14', '2026-10-03', '2026-12-26'],
    ['IT', '2026-01-06', '2026-04-06', '2026-04-25', '2026-06-02', '2026-08-15', '2026-12-08'],
  ])('of %s are known', (country, ...dates) => {
    for (const date of dates) expect(calendar.isHoliday(date, country), date).toBe(true);
  });

  it.each([
    ['FR', '2026-04-03'],
    ['GB', '2026-07-14'],
    ['DE', '2026-07-14'],
    ['IT', '2026-05-14'],
    ['FR', '2026-06-10'],
  ])('of others are not those of %s', (country, date) => {
    expect(calendar.isHoliday(date, country)).toBe(false);
  });

  it('leave out what is only observed, by banks or by a region', () => {
    // Christmas Eve in Germany, Good Friday in Alsace.
    expect(calendar.isHoliday('2026-12-24', 'DE')).toBe(false);
    expect(calendar.isHoliday('2026-04-03', 'FR')).toBe(false);
  });

  it('cover each day of a holiday of several days', () => {
    for (const date of ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'])
      expect(calendar.isHoliday(date, 'SA'), date).toBe(true);
    expect(calendar.isHoliday('2026-05-30', 'SA')).toBe(false);
  });

  it('go on into the year after that in which they began', () => {
    // The feast of sacrifice of 1427: from 30 December 2006 on, for four days.
    const days = ['2006-12-29', '2006-12-30', '2006-12-31', '2007-01-01', '2007-01-02', '2007-01-03'];
    expect(days.map((date) => calendar.isHoliday(date, 'SA'))).toEqual([false, true, true, true, true, false]);
  });

  it('are none in a country nobody knows, and do not mind the case of the code', () => {
    expect(calendar.isHoliday('2026-12-25', 'XX')).toBe(false);
    expect(calendar.isHoliday('2026-07-14', 'fr')).toBe(true);
  });

  it('are the same wherever Relais runs', () => {
    const zone = process.env['TZ'];
    try {
      for (const elsewhere of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
        process.env['TZ'] = elsewhere;
        const fresh = createHolidayCalendar();
        expect(fresh.isHoliday('2026-07-14', 'FR'), elsewhere).toBe(true);
        expect(fresh.isHoliday('2026-07-13', 'FR'), elsewhere).toBe(false);
        expect(fresh.isHoliday('2026-07-15', 'FR'), elsewhere).toBe(false);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('leave a morning to work in where they begin at noon', () => {
    expect(calendar.isHoliday('2026-12-24', 'GT')).toBe(false);
    expect(calendar.isHoliday('2026-12-25', 'GT')).toBe(true);
  });

  it('are stepped over when business days are counted', () => {
    // Wednesday 13 May 2026, then Ascension Day, Friday, weekend, Monday.
    expect(addBusinessDays('2026-05-13', 2, 'FR', calendar)).toBe('2026-05-18');
    expect(addBusinessDays('2026-05-13', 2, 'GB', calendar)).toBe('2026-05-15');
    expect(addBusinessDays('2026-12-24', 1, 'GB', calendar)).toBe('2026-12-29');
    expect(addBusinessDays('2026-12-24', 1, 'IT', calendar)).toBe('2026-12-28');
    expect(addBusinessDays('2027-01-04', -1, 'FR', calendar)).toBe('2026-12-31');
  });
});
