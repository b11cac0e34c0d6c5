import { describe, expect, it } from 'vitest';
import { addBusinessDays, outsideQuietHours } from '../../src/domain/calendar/business-days.ts';
import { createHolidayCalendar, knowsHolidaysOf } from '../../src/flows/holidays.ts';
import { weekendOf } from '../../src/flows/weekends.ts';

const calendar = createHolidayCalendar();

describe('weekends', () => {
  it.each([
    ['Friday and Saturday', [5, 6], 'BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE'],
    ['Saturday and Sunday', [6, 7], 'AE DE FR GB IN JP LB MA MR MY PK TN TR UG US XK'],
    ['Thursday and Friday', [4, 5], 'AF'],
    ['Friday', [5], 'DJ IR SO'],
    ['Saturday', [6], 'NP'],
    ['Friday and Sunday', [5, 7], 'BN'],
  ])('are %s', (_, days, countries) => {
    for (const country of countries.split(' ')) expect(weekendOf(country), country).toEqual(days);
  });

  it('do not mind the case of the code, and are the usual ones for a country that is none', () => {
    expect(weekendOf('il')).toEqual([5, 6]);
    for (const none of ['UK', 'ZZ', '??', '']) expect(weekendOf(none), none).toEqual([6, 7]);
  });

  it('are stepped over when business days are counted', () => {
    // 25 June 2026 is a Thursday; the first business day after it, and the fifth, and the one before Sunday 28 June.
    const weekendsOnly = { ...calendar, isHoliday: () => false };
    const days = ['IL', 'EG', 'SA', 'QA', 'BD', 'AE', 'FR', 'BN', 'NP', 'IR'].map((country) => [
      country,
      addBusinessDays('2026-06-25', 1, country, weekendsOnly),
      addBusinessDays('2026-06-25', 5, country, weekendsOnly),
      addBusinessDays('2026-06-28', -1, country, weekendsOnly),
    ]);
    expect(days).toEqual([
      ['IL', '2026-06-28', '2026-07-02', '2026-06-25'],
      ['EG', '2026-06-28', '2026-07-02', '2026-06-25'],
      ['SA', '2026-06-28', '2026-07-02', '2026-06-25'],
      ['QA', '2026-06-28', '2026-07-02', '2026-06-25'],
      ['BD', '2026-06-28', '2026-07-02', '2026-06-25'],
      ['AE', '2026-06-26', '2026-07-02', '2026-06-26'],
      ['FR', '2026-06-26', '2026-07-02', '2026-06-26'],
      ['BN', '2026-06-27', '2026-07-02', '2026-06-27'],
      ['NP', '2026-06-26', '2026-07-01', '2026-06-26'],
      ['IR', '2026-06-27', '2026-07-01', '2026-06-27'],
    ]);
  });

  it('and holidays are stepped over together', () => {
    const after = ['IL', 'EG', 'SA', 'AE', 'FR'].map((country) => addBusinessDays('2026-06-25', 1, country, calendar));
    expect(after).toEqual(['2026-06-28', '2026-06-28', '2026-06-28', '2026-06-26', '2026-06-26']);
  });

  it('are nobody’s time to be reminded, and Sunday is where it is worked', () => {
    const jerusalem = { timeZone: 'Asia/Jerusalem', country: 'IL' };
    const dubai = { timeZone: 'Asia/Dubai', country: 'AE' };
    // Friday 26 and Sunday 28 June 2026, ten o’clock in Jerusalem.
    expect(outsideQuietHours('2026-06-26T07:00:00.000Z', jerusalem, calendar)).toBe('2026-06-28T06:00:00.000Z');
    expect(outsideQuietHours('2026-06-28T07:00:00.000Z', jerusalem, calendar)).toBe('2026-06-28T07:00:00.000Z');
    // Friday at ten in Dubai is worked; Saturday waits for Monday at nine.
    expect(outsideQuietHours('2026-06-26T06:00:00.000Z', dubai, calendar)).toBe('2026-06-26T06:00:00.000Z');
    expect(outsideQuietHours('2026-06-27T06:00:00.000Z', dubai, calendar)).toBe('2026-06-29T05:00:00.000Z');
  });

  it('are known where holidays are not', () => {
    expect(['JO', 'KW', 'QA', 'NP', 'jo'].map(knowsHolidaysOf)).toEqual([false, false, false, false, false]);
    expect(['FR', 'GB', 'IL', 'EG', 'SA', 'AE', 'fr'].map(knowsHolidaysOf)).toEqual(Array(7).fill(true));
  });
});
