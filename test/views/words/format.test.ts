import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  formatDay,
  formatDuration,
  formatInstant,
  formatList,
  formatZoned,
} from '../../../src/views/words/format.ts';

describe('dates as people write them', () => {
  it('in full, with the day of the week', () => {
    expect(formatDay('en', { date: '2026-11-26' })).toBe('Thursday 26 November 2026');
    expect(formatDay('fr', { date: '2026-11-26' })).toBe('jeudi 26 novembre 2026');
  });

  it('with the French first of the month', () => {
    expect(formatDay('fr', { date: '2026-12-01' })).toBe('mardi 1er décembre 2026');
    expect(formatDay('fr', { date: '2026-12-11' })).toBe('vendredi 11 décembre 2026');
    expect(formatDay('en', { date: '2026-12-01' })).toBe('Tuesday 1 December 2026');
  });

  it('on the reader’s clock', () => {
    expect(formatInstant('en', '2026-11-26T17:00:00.000Z', 'Europe/Paris')).toBe('Thursday 26 November 2026 at 18:00');
    expect(formatInstant('fr', '2026-11-26T23:30:00.000Z', 'Europe/Paris')).toBe('vendredi 27 novembre 2026 à 00:30');
  });

  it('naming the other clock only when it shows another time', () => {
    const at = '2026-11-26T17:00:00.000Z';
    expect(formatZoned('en', { at, zone: 'Europe/Paris' }, 'Europe/Berlin')).toBe('Thursday 26 November 2026 at 18:00');
    expect(formatZoned('en', { at, zone: 'Europe/Paris' }, 'Europe/London')).toBe(
      'Thursday 26 November 2026 at 17:00 (18:00, Central European Standard Time)',
    );
    expect(formatZoned('fr', { at, zone: 'Europe/London' }, 'Europe/Paris')).toBe(
      'jeudi 26 novembre 2026 à 18:00 (17:00, heure moyenne de Greenwich)',
    );
  });

  it('with the other day when the clocks are on two of them', () => {
    expect(formatZoned('en', { at: '2026-11-26T23:30:00.000Z', zone: 'Europe/Paris' }, 'America/New_York')).toBe(
      'Thursday 26 November 2026 at 18:30 (Friday 27 November 2026 at 00:30, Central European Standard Time)',
    );
  });

  it('across the change to summer time', () => {
    expect(formatInstant('en', '2026-03-29T00:59:00.000Z', 'Europe/Paris')).toContain('01:59');
    expect(formatInstant('en', '2026-03-29T01:00:00.000Z', 'Europe/Paris')).toContain('03:00');
    expect(daysBetween('2026-03-28T23:30:00.000Z', '2026-03-30T21:30:00.000Z', 'Europe/Paris')).toBe(1);
  });
});

describe('durations and lists', () => {
  it.each([
    [0, '0 seconds', '0 seconde'],
    [1000, '1 second', '1 seconde'],
    [92_000, '1 minute 32 seconds', '1 minute 32 secondes'],
    [7_500_000, '2 hours 5 minutes', '2 heures 5 minutes'],
    [7_200_000, '2 hours', '2 heures'],
    [90_000_000, '1 day 1 hour', '1 jour 1 heure'],
    [-5, '0 seconds', '0 seconde'],
  ])('%i ms', (milliseconds, english, french) => {
    expect(formatDuration('en', milliseconds)).toBe(english);
    // French sets an unbreakable space between the number and its unit.
    expect(formatDuration('fr', milliseconds).replaceAll('\u00a0', ' ')).toBe(french);
  });

  it('joins names as a sentence does', () => {
    expect(formatList('en', ['HR', 'IT'])).toBe('HR and IT');
    expect(formatList('fr', ['Ana', 'Léo', 'Zoé'])).toBe('Ana, Léo et Zoé');
    expect(formatList('fr', [])).toBe('');
  });
});
