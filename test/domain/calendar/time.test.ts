import { describe, expect, it } from 'vitest';
import { instantOf, localDate, localTime, plusDays, weekDayOf } from '../../../src/domain/calendar/time.ts';

/** Where clocks change in spring, in autumn, at midnight, by half an hour, or never. */
const zones = [
  'Europe/Paris',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'UTC',
];

/** When clocks change in one of them, or where the machine may stand. */
const changes = ['03-08', '03-27', '03-29', '04-05', '04-24', '09-06', '10-04', '10-25', '10-30', '11-01'];

/** Each half hour of three days around each change. */
const instants = changes.flatMap((date) =>
  Array.from({ length: 3 * 48 }, (_, index) => Date.parse(`2026-${date}T00:00:00.000Z`) + (index - 48) * 30 * 60_000),
);

/** Minutes behind UTC in June, of the zones in which the two lanes run this file. */
const minutesBehind: Readonly<Record<string, number>> = {
  UTC: 0,
  'Pacific/Kiritimati': -14 * 60,
  'America/St_Johns': 2 * 60 + 30,
  'Australia/Lord_Howe': -(10 * 60 + 30),
};

describe('the clocks of a zone', () => {
  const { TZ: standsIn = '' } = process.env;
  if (standsIn in minutesBehind)
    it(`are read while the machine really stands in ${standsIn}`, () => {
      expect(new Date('2026-06-15T00:00:00.000Z').getTimezoneOffset()).toBe(minutesBehind[standsIn]);
    });

  it.each(zones)('of %s are read and set as Intl does, around each change of clocks somewhere', (zone) => {
    const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const wrong: string[] = [];
    for (const at of instants) {
      const instant = new Date(at).toISOString();
      const [date, time] = [localDate(instant, zone), localTime(instant, zone)];
      if (`${date} ${time}` !== shown.format(at)) wrong.push(`${instant} reads ${date} ${time}`);
      // In the hour that comes twice it may be the first one; what the clocks show is the same.
      const back = instantOf(date, time, zone);
      if (shown.format(Date.parse(back)) !== shown.format(at)) wrong.push(`${date} ${time} becomes ${back}`);
    }
    expect(wrong).toEqual([]);
  });

  it('that show a time twice mean the first, and never show what they skip', () => {
    // Paris: 29 March 2026 has no half past two, 25 October has two of them.
    expect(instantOf('2026-10-25', '02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('2026-03-29', '02:30', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z');
    // Lord Howe goes forward by half an hour.
    expect(instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
    // Cairo and Santiago have no midnight on the day of the change.
    expect(instantOf('2026-04-24', '00:00', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
    expect(instantOf('2026-09-06', '00:00', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  it('mean the same whatever the machine’s own clocks skip that night', () => {
    const zone = process.env['TZ'];
    try {
      // The machine stands on Lord Howe, where 4 October 2026 has no quarter past two; in Paris it has.
      process.env['TZ'] = 'Australia/Lord_Howe';
      expect(instantOf('2026-10-04', '02:15', 'Europe/Paris')).toBe('2026-10-04T00:15:00.000Z');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('calendar days', () => {
  it('keep the time of day over a change of clocks', () => {
    // Paris goes to summer time in the night to Sunday 29 March 2026, and back in the night to 25 October.
    expect(plusDays('2026-03-30T15:00:00.000Z', -2, 'Europe/Paris')).toBe('2026-03-28T16:00:00.000Z');
    expect(plusDays('2026-10-24T15:00:00.000Z', 1, 'Europe/Paris')).toBe('2026-10-25T16:00:00.000Z');
    expect(plusDays('2026-10-24T15:00:00.000Z', 1, 'UTC')).toBe('2026-10-25T15:00:00.000Z');
  });

  it('that are none leave the very instant', () => {
    expect(plusDays('2026-10-25T01:30:12.345Z', 0, 'Europe/Paris')).toBe('2026-10-25T01:30:12.345Z');
  });

  it('have the day of the week of their date, wherever it is read', () => {
    expect(['2026-06-22', '2026-06-25', '2026-06-28'].map(weekDayOf)).toEqual([1, 4, 7]);
  });
});
