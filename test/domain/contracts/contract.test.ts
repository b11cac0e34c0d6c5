import { describe, expect, it } from 'vitest';
import {
  ending,
  endOf,
  extended,
  extensionProblem,
  hasEnded,
  isDecided,
  mayWithContract,
} from '../../../src/domain/contracts/contract.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { nothingTold } from '../../../src/domain/hr/hr-schema.ts';
import { worldDates } from '../../support/memory/memory-world.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';

const told = { endsOn: '2026-03-31' };
const by = { by: 'maya', at: '2026-03-02T09:00:00.000Z' };

describe('the end of a contract for a time', () => {
  it('is the one that is told until it is extended, and the latest extension afterwards', () => {
    expect(endOf(told, null)).toBe('2026-03-31');
    const once = extended(told, null, { ...by, to: '2026-06-30', reason: 'one more phase' });
    const twice = extended(told, once, { ...by, to: '2026-09-30', reason: 'and another' });
    expect(endOf(told, once)).toBe('2026-06-30');
    expect(endOf(told, twice)).toBe('2026-09-30');
    expect(twice.extensions.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-31', '2026-06-30'],
      ['2026-06-30', '2026-09-30'],
    ]);
  });

  it('is the one that is told again once another one is told, later or earlier', () => {
    const record = extended(told, null, { ...by, to: '2026-06-30', reason: 'one more phase' });
    expect(endOf({ endsOn: '2026-12-31' }, record)).toBe('2026-12-31');
    expect(endOf({ endsOn: '2026-04-15' }, record)).toBe('2026-04-15');
    expect(isDecided({ endsOn: '2026-04-15' }, ending(told, null, by))).toBe(false);
  });

  it('is decided once somebody said that it ends then, until it is extended', () => {
    const ends = ending(told, null, by);
    expect(isDecided(told, null)).toBe(false);
    expect(isDecided(told, ends)).toBe(true);
    expect(isDecided(told, extended(told, ends, { ...by, to: '2026-06-30', reason: 'after all' }))).toBe(false);
    // An earlier extension stays when it is to end.
    const later = extended(told, null, { ...by, to: '2026-06-30', reason: 'one more phase' });
    expect(endOf(told, ending(told, later, by))).toBe('2026-06-30');
  });

  it.each([
    ['the same day', '2026-03-31', 'not-later'],
    ['an earlier day', '2026-03-30', 'not-later'],
    ['a day later', '2026-04-01', null],
    ['as far as it goes', '2026-06-29', null],
    ['too far', '2026-06-30', 'too-far'],
  ])('moves to %s', (_, to, problem) => {
    expect(extensionProblem(to, { today: '2026-03-02', end: '2026-03-31', mostDays: 90 })).toBe(problem);
  });

  it('moves to no day that has passed, and counts from today once it is past', () => {
    const past = { today: '2026-05-10', end: '2026-03-31', mostDays: 90 };
    expect(extensionProblem('2026-05-09', past)).toBe('passed');
    expect(extensionProblem('2026-05-10', past)).toBe(null);
    expect(extensionProblem('2026-08-08', past)).toBe(null);
    expect(extensionProblem('2026-08-09', past)).toBe('too-far');
  });
});

describe('who may do what with a contract', () => {
  const contract = { email: 'jonas@example.com', sponsor: 'maya@example.com' };
  const maya = ['maya@example.com'];
  const jonas = ['j.weber@example.com', 'Jonas@example.com'];
  const tom = ['tom@example.com'];

  // Written by hand.
  it.each([
    ['its sponsor', maya, [], true, true],
    ['its sponsor by an alias', ['m@example.com', 'MAYA@example.com'], [], true, true],
    ['HR', tom, ['hr'], true, true],
    ['an administrator', tom, ['admin'], true, true],
    ['IT', tom, ['it'], true, false],
    ['anybody else', tom, [], false, false],
    ['whose contract it is', jonas, [], false, false],
    ['whose contract it is, although they are HR', jonas, ['hr'], false, false],
  ] as const)('%s', (_, addresses, roles, sees, decides) => {
    expect(mayWithContract('see', contract, { addresses, roles })).toBe(sees);
    expect(mayWithContract('decide', contract, { addresses, roles })).toBe(decides);
  });

  it('nobody sponsors themselves', () => {
    const own = { email: 'jonas@example.com', sponsor: 'jonas@example.com' };
    expect(mayWithContract('decide', own, { addresses: jonas, roles: [] })).toBe(false);
  });
});

describe('a departure that has ended', () => {
  const day = (date: string) => ({ date, zone: 'Europe/Paris' });
  const ended = sampleDeparture({
    status: 'completed',
    dates: { lastWorkingDay: day('2026-06-30'), contractEnd: day('2026-06-30'), cutOff: worldDates.cutOff },
  });
  const told = (contractEnd: string) => ({
    ...nothingTold,
    told: {
      ...{ source: 'people', label: 'People HR', person: '7', status: 'ended' as const, startsOn: null, move: null },
      ...{ changedAt: null, hash: 'h' },
      end: { lastWorkingDay: null, contractEnd, zone: null, reason: 'end-of-contract' as const },
    },
  });

  it.each<[string, Partial<Departure>, string, boolean]>([
    ['of the same day', {}, '2026-06-30', true],
    ['that was to end before it', {}, '2026-06-12', true],
    ['of somebody who has come back', {}, '2026-08-10', false],
    ['one day later', {}, '2026-07-01', false],
    ['of whose end it was told, and people kept an earlier one', { hr: told('2026-08-10') }, '2026-08-10', true],
    ['of another end than it was told of', { hr: told('2026-08-10') }, '2026-08-11', false],
    ['of somebody who moved', { kind: 'internal-move' }, '2026-06-30', false],
    ['where it was called off', { status: 'cancelled' }, '2026-06-30', false],
    ['where it goes on', { status: 'active' }, '2026-06-30', false],
  ])('ended a contract %s: %#', (_, more, endsOn, expected) => {
    expect(hasEnded({ ...ended, ...more }, endsOn)).toBe(expected);
  });
});
