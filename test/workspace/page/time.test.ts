import { describe, expect, it } from 'vitest';
import { formatSlackDate, type Reader, relative } from '../../../src/workspace/page/block-kit/slack-date.ts';
import { fromWallClock, toWallClock } from '../../../src/workspace/page/block-kit/wall-clock.ts';

const paris: Reader = { locale: 'fr', timeZone: 'Europe/Paris', now: new Date('2026-03-27T09:00:00Z') };
const london: Reader = { ...paris, locale: 'en', timeZone: 'Europe/London' };
const cutOff = Date.parse('2026-03-27T18:00:00Z') / 1000;

describe("Slack's date tokens", () => {
  it("are written in the reader's language and zone", () => {
    expect(formatSlackDate(cutOff, '{date_long} at {time}', london)).toBe('Friday, 27 March 2026 at 18:00');
    expect(formatSlackDate(cutOff, '{date_long} à {time}', paris)).toBe('vendredi 27 mars 2026 à 19:00');
  });

  it('say today, tomorrow and yesterday where that is asked for', () => {
    expect(formatSlackDate(cutOff, '{date_pretty}', london)).toBe('today');
    expect(formatSlackDate(cutOff + 86_400, '{date_short_pretty}', paris)).toBe('demain');
    expect(formatSlackDate(cutOff - 86_400, '{date_long_pretty}', london)).toBe('yesterday');
    expect(formatSlackDate(cutOff + 5 * 86_400, '{date_pretty}', london)).toBe('1 April 2026');
  });

  it('keep a token that nobody knows', () => {
    expect(formatSlackDate(cutOff, '{moon}', london)).toBe('{moon}');
  });

  it('count how long until then', () => {
    expect(relative(new Date('2026-03-27T18:00:00Z'), london)).toBe('in 9 hours');
    expect(relative(new Date('2026-03-25T09:00:00Z'), paris)).toBe('avant-hier');
    // A day and twenty hours: two nights away, so not tomorrow.
    expect(relative(new Date('2026-03-29T05:00:00Z'), london)).toBe('in 2 days');
    expect(relative(new Date('2026-03-27T09:05:30Z'), london)).toBe('in 5 minutes');
  });
});

describe('date and time inputs', () => {
  it("show an instant on the person's wall clock and read it back, over the change to summer time too", () => {
    for (const zone of ['Europe/London', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
      for (const at of [cutOff, cutOff + 3 * 86_400, cutOff + 200 * 86_400]) {
        expect(fromWallClock(toWallClock(at, zone), zone)).toBe(at);
      }
    }
    expect(toWallClock(cutOff, 'Europe/Paris')).toBe('2026-03-27T19:00');
    expect(toWallClock(cutOff + 3 * 86_400, 'Europe/Paris')).toBe('2026-03-30T20:00');
  });

  it('give nothing for half a date', () => {
    expect(fromWallClock('2026-03', 'UTC')).toBeNull();
  });
});
