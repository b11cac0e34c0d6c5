import { describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { retentionDates } from '../../../src/domain/retention/dates.ts';
import { type Policy, recordClasses } from '../../../src/domain/retention/policy.ts';
import { keptFor } from '../../../src/domain/retention/retention.ts';
import { parseRelaisFile } from '../../../src/relais-file.ts';
import { sampleDeparture, samplePerson } from '../../stores/samples.ts';

const record = (keep: string, more: Partial<Policy> = {}): Policy => ({
  ...{ of: [...recordClasses], keep, ending: 'erase', source: 'Works agreement 12' },
  ...more,
});

const nowhere = { country: 'FR', sector: null };

describe('how long something is kept', () => {
  it('is thirty days where no policy says otherwise', () => {
    expect(keptFor([], 'survey', nowhere)).toEqual({ keep: '30 days', pseudonymise: false, source: null });
  });

  it('goes by country and sector before one of both, by one before neither, and then by the longer', () => {
    const policies = [
      record('1 year'),
      record('2 years', { country: 'FR' }),
      record('3 years', { sector: 'finance' }),
      record('60 days', { country: 'FR', sector: 'health' }),
    ];
    const keep = (country: string, sector: string | null) => keptFor(policies, 'identity', { country, sector }).keep;
    expect(keep('DE', null)).toBe('1 year');
    expect(keep('FR', null)).toBe('2 years');
    expect(keep('FR', 'finance')).toBe('3 years');
    expect(keep('FR', 'health')).toBe('60 days');
  });

  it('prefers the organisation’s own word to what Relais ships, whose source says to ask a lawyer', () => {
    const shipped = keptFor([], 'evidence', { country: 'FR', sector: 'finance' });
    expect(shipped).toMatchObject({ keep: '7 years', pseudonymise: true });
    expect(shipped.source).toContain('ask your lawyer');
    expect(keptFor([], 'evidence', { country: 'FR', sector: 'health' }).keep).toBe('7 years');
    expect(keptFor([], 'evidence', { country: 'FR', sector: 'tech' }).keep).toBe('2 years');
    const own = { ...record('10 years'), of: ['evidence' as const], ending: 'pseudonymise' as const };
    expect(keptFor([own], 'evidence', { country: 'FR', sector: 'finance' })).toMatchObject({
      keep: '10 years',
      source: 'Works agreement 12',
    });
  });
});

describe('the dates of a departure', () => {
  const ended = (at: string, more: Partial<Departure> = {}): Departure =>
    sampleDeparture('d1', {
      status: 'completed',
      leaver: samplePerson('alex', { timeZone: 'America/New_York', country: 'US' }),
      ended: { at, by: null, reason: null },
      ...more,
    });
  const until = (state: Departure, keep: string) =>
    retentionDates(state, { sector: null, policies: [record(keep)] })?.record.until;

  it('count from its end on the leaver’s clock, and end with the last day', () => {
    // 2 March, 22:00 in New York.
    expect(until(ended('2026-03-03T03:00:00.000Z'), '30 days')).toBe('2026-04-02T04:00:00.000Z');
  });

  it('count from the end of the contract where that is later, but not where the person stays', () => {
    const zone = 'America/New_York';
    const dates = {
      lastWorkingDay: { date: '2026-03-20', zone },
      contractEnd: { date: '2026-06-30', zone },
      cutOff: { at: '2026-03-20T21:00:00.000Z', zone },
    };
    const state = ended('2026-04-01T15:00:00.000Z', { dates });
    expect(until(state, '30 days')).toBe('2026-07-31T04:00:00.000Z');
    expect(until({ ...state, status: 'retained' }, '30 days')).toBe('2026-05-02T04:00:00.000Z');
  });

  it('end with the last day of a month that is too short', () => {
    expect(until(ended('2026-01-31T15:00:00.000Z'), '1 month')).toBe('2026-03-01T05:00:00.000Z');
    expect(until(ended('2028-02-29T15:00:00.000Z'), '1 year')).toBe('2029-03-01T05:00:00.000Z');
  });

  it('are none before it has ended', () => {
    const state = { ...ended('2026-01-31T15:00:00.000Z'), status: 'active' as const, ended: null };
    expect(retentionDates(state, { sector: null, policies: [] })).toBeNull();
  });
});

describe('policies that contradict one another', () => {
  const refusal = (yaml: string): string => {
    try {
      parseRelaisFile(yaml, 'relais.yaml');
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
    return '';
  };
  const all = '[identity, handover, equipment, survey, alumni, cards]';

  it('are taken when they do not', () => {
    const yaml = `retention:
  sector: finance
  policies:
    - { of: ${all}, keep: 60 days, source: Works agreement }
    - { of: ${all}, country: DE, keep: 90 days, source: Works agreement }
    - { of: [evidence], keep: 10 years, ending: pseudonymise, source: Code of commerce }
    - { of: [alumni], country: FR, keep: 12 months, source: Our own choice }
`;
    expect(refusal(yaml)).toBe('');
  });

  it('are refused with the line, and what to write: classes of one record apart', () => {
    const message = refusal(`retention:
  policies:
    - { of: [survey], keep: 10 days, source: Works agreement }
`);
    expect(message).toContain('relais.yaml:3:7');
    expect(message).toContain('survey would be kept 10 days and identity 30 days');
    expect(message).toContain('write the same period');
  });

  it('in one country only', () => {
    const message = refusal(`retention:
  policies:
    - { of: ${all}, keep: 60 days, source: Works agreement }
    - { of: [identity], country: BE, keep: 90 days, source: Works agreement }
`);
    expect(message).toContain('relais.yaml:4:7');
    expect(message).toContain('in BE');
  });

  it('said twice, names without an end, and evidence with names for longer than the record', () => {
    const twice = refusal(`retention:
  policies:
    - { of: ${all}, keep: 60 days, source: Works agreement }
    - { of: ${all}, keep: 60 days, source: Works agreement }
`);
    expect(twice).toContain('relais.yaml:4:7');
    expect(twice).toContain('already says');
    const names = refusal(`retention:
  policies:
    - { of: ${all}, keep: 60 days, ending: pseudonymise, source: Works agreement }
`);
    expect(names).toContain('only evidence can stay without names');
    const evidence = refusal(`retention:
  policies:
    - { of: [evidence], keep: 7 years, source: Works agreement }
`);
    expect(evidence).toContain('evidence would be kept 7 years with names');
    expect(
      refusal('retention:\n  policies:\n    - { of: [survey], keep: forever, source: Works agreement }\n'),
    ).toContain('expected a period such as 30 days');
  });
});
