import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import { countryOf, dayOf, emailOf, instantOf, localeOf, textOf, zoneOf } from '../../src/hris/kit/cleaned.ts';
import { employmentOf } from '../../src/hris/kit/employment-of.ts';
import { hrSystemOf } from '../../src/hris/kit/hr-system-of.ts';
import { reasonOf, workerTypeOf } from '../../src/hris/kit/mapping.ts';
import { isSecret, isSigned, isWithin, noHooks } from '../../src/hris/kit/signed-hook.ts';

describe('a day', () => {
  it.each([
    ['2026-12-31', '2026-12-31'],
    [' 2026-12-31 ', '2026-12-31'],
    ['2026-12-31T00:00:00', '2026-12-31'],
    // In no other zone than it was written in.
    ['2026-12-31T23:30:00-11:00', '2026-12-31'],
    ['2026-12-31-08:00', '2026-12-31'],
    ['2026-12-31Z', '2026-12-31'],
    [null, null],
    ['', null],
    ['0000-00-00', null],
    [undefined, null],
    ['2026-02-29', undefined],
    ['2026-13-01', undefined],
    ['31.12.2026', undefined],
    ['12/31/2026', undefined],
    ['2026-12-31abc', undefined],
    ['2026-12-3', undefined],
    ['20261231', undefined],
    ['soon', undefined],
    [20261231, undefined],
    [{ year: 2026 }, undefined],
    [false, undefined],
  ])('%j is %j', (written, day) => {
    expect(dayOf(written)).toBe(day);
  });
});

describe('a field', () => {
  it('is text, or nothing', () => {
    expect([' a ', 7, '', '  ', null, {}, [], Number.NaN, 1e300, 'x'.repeat(401)].map(textOf)).toEqual([
      'a',
      '7',
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('is an address in small letters, or nothing', () => {
    expect(
      ['A.B@Example.com', 'a@b', 'a b@example.com', 'a@example.com\r\nBcc: x@example.com', 3].map(emailOf),
    ).toEqual(['a.b@example.com', null, null, null, null]);
  });

  it('is a country by its letters or its name, and never guessed from two others', () => {
    expect(['fr', 'FR', 'France', 'germany', 'Allemagne', 'UK', 'XX', 'Atlantis', 5].map(countryOf)).toEqual([
      'FR',
      'FR',
      'FR',
      'DE',
      'DE',
      null,
      null,
      null,
      null,
    ]);
  });

  it('is a zone, a language, a moment', () => {
    expect(['Europe/Paris', 'Paris', null].map(zoneOf)).toEqual(['Europe/Paris', null, null]);
    expect(['fr_CA', 'en-GB', 'de', null].map(localeOf)).toEqual(['fr', 'en', null, null]);
    expect(['2026-11-30T10:00:00+01:00', '2026-11-30 09:00:00', '2026-11-30', 'soon', 5].map(instantOf)).toEqual([
      '2026-11-30T09:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      '2026-11-30T00:00:00.000Z',
      null,
      null,
    ]);
  });
});

describe('an employment', () => {
  const of = (
    end: Parameters<typeof employmentOf>[0]['end'],
    status: 'ended' | null = null,
    zone: string | null = null,
  ) => employmentOf({ id: '1', status, end }, { zone, now: new Date('2026-11-30T11:30:00Z') });

  it('has ended when the day is over in its zone, and where that is unknown, everywhere', () => {
    const end = { contractEnd: '2026-11-29', reason: 'unknown' as const };
    // 00:30 on the 1st of December there.
    expect(of({ ...end, contractEnd: '2026-11-30' }, null, 'Pacific/Auckland').status).toBe('ended');
    // 23:30 on the 29th in the last zone of all.
    expect(of(end).status).toBe('employed');
    expect(of({ ...end, contractEnd: '2026-11-28' }).status).toBe('ended');
  });

  it('whose end cannot be read is unknown, and not one whose end was taken back', () => {
    expect(of({ contractEnd: 'soon', reason: 'unknown' })).toMatchObject({ status: 'unknown', end: null });
    expect(of({ contractEnd: null, hidden: true, reason: 'unknown' })).toMatchObject({ status: 'unknown', end: null });
    expect(of({ contractEnd: null, reason: 'unknown' })).toMatchObject({ status: 'employed', end: null });
    expect(of({ contractEnd: null, hidden: true, reason: 'unknown' }, 'ended').status).toBe('ended');
    // A hidden end is not replaced by what is seen of it.
    expect(of({ contractEnd: null, hidden: true, lastWorkingDay: '2027-01-15', reason: 'unknown' }).end).toBeNull();
  });

  it('ends by its last day where only that is written down', () => {
    const { end } = of({ contractEnd: null, lastWorkingDay: '2027-01-15', reason: 'unknown' });
    expect(end).toMatchObject({ contractEnd: '2027-01-15', lastWorkingDay: '2027-01-15' });
  });
});

describe('the words of a company', () => {
  const mapping = {
    workerTypes: { 'Freelance (FR)': 'consultant', permanent: 'staff' },
    reasons: { 'Rupture conventionnelle': 'other' as const },
  };

  it('go before the usual ones, and what is in neither is not told', () => {
    expect(
      ['freelance (fr)', 'Permanent', 'full_time', 'Astronaut', null, {}].map((word) => workerTypeOf(word, mapping)),
    ).toEqual(['consultant', 'staff', 'employee', null, null, null]);
    expect(
      [
        ['RUPTURE conventionnelle'],
        ['x', 'Retired'],
        ['employee-quit'],
        ['Termination (Involuntary)'],
        ['x'],
        [null],
        [],
      ].map((words) => reasonOf(words, mapping)),
    ).toEqual(['other', 'retirement', 'resignation', 'dismissal', 'other', 'unknown', 'unknown']);
  });
});

describe('one person', () => {
  it('is the one who was asked for, or the answer does not count', async () => {
    const other = employmentOf(
      { id: '7', status: null, end: { contractEnd: null, reason: 'unknown' } },
      { zone: null, now: new Date('2026-11-30T09:00:00Z') },
    );
    const system = hrSystemOf({
      identity: { id: 'hr', label: 'HR' },
      async *all() {
        yield other;
      },
      byId: async () => other,
      anybody: async () => '7',
      readHook: noHooks,
      needed: [],
      explain: ({ words }) => ({ message: words, fix: quotation('none') }),
    });
    const context = { now: () => new Date('2026-11-30T09:00:00Z'), signal: AbortSignal.timeout(1000) };
    expect((await system.byId('7', context))?.person.id).toBe('7');
    for (const asked of ['0', 'alex.moreau@example.com', '07'])
      await expect(system.byId(asked, context)).rejects.toThrow(/somebody else/);
  });
});

describe('a hook', () => {
  // printf 'The quick brown fox jumps over the lazy dog' | openssl dgst -sha256 -hmac key
  const given = 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8';
  const fox = {
    algorithm: 'sha256',
    encoding: 'hex',
    signed: ['The quick brown fox jumps ', Buffer.from('over the lazy dog')],
  } as const;

  it('is signed by one of the secrets', () => {
    expect(isSigned({ given, ...fox }, ['key'])).toBe(true);
    expect(isSigned({ given, ...fox }, ['new', 'key'])).toBe(true);
    expect(isSigned({ given: given.toUpperCase(), ...fox }, ['key'])).toBe(true);
    expect(isSigned({ given, ...fox }, [])).toBe(false);
    expect(isSigned({ given, ...fox }, ['Key'])).toBe(false);
    for (const wrong of [undefined, '', given.slice(2), `${given}00`, ` ${given}`, given.replace('f', 'g')])
      expect(isSigned({ given: wrong, ...fox }, ['key'])).toBe(false);
  });

  it('carries one of the words', () => {
    expect(isSecret('word', ['other', 'word'])).toBe(true);
    for (const wrong of [undefined, '', 'wor', 'words', 'Word']) expect(isSecret(wrong, ['word'])).toBe(false);
    expect(isSecret('', [])).toBe(false);
  });

  it('has an age, by seconds or by a date with a zone', () => {
    const at = new Date('2026-11-30T09:00:00Z');
    const window = { past: 60_000, future: 30_000 };
    const ages = ['2026-11-30T08:59:01Z', '2026-11-30T09:59:30+01:00', String(at.getTime() / 1000)];
    for (const age of ages) expect(isWithin(age, at, window)).toBe(true);
    for (const age of [
      '2026-11-30T08:58:59Z',
      '2026-11-30T09:00:31Z',
      '2026-11-30',
      '1',
      '',
      undefined,
      '1e9',
      String(at.getTime()),
    ])
      expect(isWithin(age, at, window)).toBe(false);
  });
});
