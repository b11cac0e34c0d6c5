import { describe, expect, it } from 'vitest';
import { understood } from '../../../../src/engine/conversation/walk/said.ts';

/** A Sunday. */
const today = '2026-11-29';
const read = (text: string, locale: 'en' | 'fr' = 'en', on = today) => understood(text, { locale, today: on });

describe('what is written after the person', () => {
  it.each([
    ['15 January resignation', '2027-01-15', 'resignation'],
    ['resignation 15 January', '2027-01-15', 'resignation'],
    ['on the 15th of January', '2027-01-15', null],
    ['15 Jan 2027', '2027-01-15', null],
    ['2027-01-15', '2027-01-15', null],
    ['31/12', '2026-12-31', null],
    ['end of January', '2027-01-31', null],
    ['end of next month', '2026-12-31', null],
    ['end of the month', '2026-11-30', null],
    ['in two weeks', '2026-12-13', null],
    ['next Friday, dismissal', '2026-12-04', 'dismissal'],
    ['Friday', '2026-12-04', null],
    ['tomorrow', '2026-11-30', null],
    ['today', '2026-11-29', null],
    ['his last working day is 4 January', '2027-01-04', null],
    ['End of contract 28 February', '2027-02-28', 'contract-end'],
    ['internal move', null, 'internal-move'],
    ['RETIREMENT', null, 'retirement'],
    ['', null, null],
  ] as const)('in English: %j', async (text, lastWorkingDay, kind) => {
    expect(await read(text)).toEqual({ text, lastWorkingDay, kind, unclear: [] });
  });

  it.each([
    ['le 15 janvier démission', '2027-01-15', 'resignation'],
    ['demission, 15 janvier', '2027-01-15', 'resignation'],
    ['le 1er janvier', '2027-01-01', null],
    ['fin janvier', '2027-01-31', null],
    ['fin février 2028', '2028-02-29', null],
    ['fin du mois prochain', '2026-12-31', null],
    ['fin du mois', '2026-11-30', null],
    ['dans deux semaines', '2026-12-13', null],
    ['vendredi prochain', '2026-12-04', null],
    ['demain', '2026-11-30', null],
    ['aujourd’hui', '2026-11-29', null],
    ['licenciement économique le 31/12', '2026-12-31', 'redundancy'],
    ['licenciement', null, 'dismissal'],
    ['Fin de contrat fin août', '2027-08-31', 'contract-end'],
    ['départ à la retraite le 4 janvier', '2027-01-04', 'retirement'],
  ] as const)('in French: %j', async (text, lastWorkingDay, kind) => {
    expect(await read(text, 'fr')).toEqual({ text, lastWorkingDay, kind, unclear: [] });
  });

  it('in the other language as well', async () => {
    expect(await read('le 15 janvier démission', 'en')).toMatchObject({
      lastWorkingDay: '2027-01-15',
      kind: 'resignation',
    });
    expect(await read('15 January resignation', 'fr')).toMatchObject({
      lastWorkingDay: '2027-01-15',
      kind: 'resignation',
    });
  });

  it.each([
    ['03/04', [{ words: '03/04', why: 'ambiguous' }]],
    [
      '15 January or 20 January',
      [
        { words: '15 January, 20 January', why: 'ambiguous' },
        { words: 'or', why: 'not-understood' },
      ],
    ],
    ['January', [{ words: 'January', why: 'not-a-day' }]],
    ['next month', [{ words: 'next month', why: 'not-a-day' }]],
    ['from 4 to 8 January', [{ words: '4 to 8 January', why: 'not-a-day' }]],
    ['4 January at 5pm', [{ words: '4 January at 5pm', why: 'not-a-day' }]],
    ['yesterday', [{ words: 'yesterday', why: 'past' }]],
    ['1 November 2026', [{ words: '1 November 2026', why: 'past' }]],
    ['31 February', [{ words: '31 February', why: 'not-understood' }]],
    ['the 15th', [{ words: 'the 15th', why: 'not-understood' }]],
    [
      'fin du mois prochain et 03/04',
      [
        { words: '03/04', why: 'ambiguous' },
        { words: 'fin du mois prochain et', why: 'not-understood' },
      ],
    ],
    ['last Friday', [{ words: 'last Friday', why: 'not-understood' }]],
    ['not before 15 January', [{ words: 'not before 15 January', why: 'not-understood' }]],
    ['avant le 15 janvier', [{ words: 'avant le 15 janvier', why: 'not-understood' }]],
    ['not a resignation', [{ words: 'not a resignation', why: 'not-understood' }]],
    ['resignation or dismissal', [{ words: 'resignation or dismissal', why: 'not-understood' }]],
    ['15 January morning', [{ words: '15 January morning', why: 'not-understood' }]],
    ['tonight', [{ words: 'tonight', why: 'not-understood' }]],
    ['vendredi en huit', [{ words: 'vendredi en huit', why: 'not-understood' }]],
    ['sun', [{ words: 'sun', why: 'not-a-day' }]],
    ['please hurry', [{ words: 'please hurry', why: 'not-understood' }]],
  ] as const)('is not guessed: %j', async (text, unclear) => {
    expect(await read(text)).toEqual({ text, lastWorkingDay: null, kind: null, unclear });
  });

  it('takes no piece of something longer for a day', async () => {
    expect(await read('15 January 20271')).toMatchObject({ lastWorkingDay: null });
    expect(await read('2 d’ici')).toMatchObject({ lastWorkingDay: null });
  });

  it('keeps what is understood beside what is not', async () => {
    expect(await read('15 January resignation, badge 42')).toEqual({
      text: '15 January resignation, badge 42',
      lastWorkingDay: '2027-01-15',
      kind: 'resignation',
      unclear: [{ words: 'badge 42', why: 'not-understood' }],
    });
  });

  it('takes the next year where the day of this one has passed, and knows leap years', async () => {
    expect(await read('28 November')).toMatchObject({ lastWorkingDay: '2027-11-28' });
    expect(await read('29 February', 'en', '2028-01-10')).toMatchObject({ lastWorkingDay: '2028-02-29' });
    expect(await read('29 February', 'en', '2026-01-10')).toMatchObject({ lastWorkingDay: null });
    expect(await read('end of February', 'en', '2028-01-10')).toMatchObject({ lastWorkingDay: '2028-02-29' });
    expect(await read('fin du mois prochain', 'fr', '2026-12-20')).toMatchObject({ lastWorkingDay: '2027-01-31' });
    expect(await read('tomorrow', 'en', '2026-12-31')).toMatchObject({ lastWorkingDay: '2027-01-01' });
  });

  it('counts days, whatever the clocks do in between', async () => {
    expect(await read('tomorrow', 'en', '2027-03-27')).toMatchObject({ lastWorkingDay: '2027-03-28' });
    expect(await read('in a week', 'en', '2027-03-27')).toMatchObject({ lastWorkingDay: '2027-04-03' });
    expect(await read('demain', 'fr', '2027-10-30')).toMatchObject({ lastWorkingDay: '2027-10-31' });
  });
});
