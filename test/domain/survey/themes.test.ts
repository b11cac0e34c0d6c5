import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveySettingsSchema } from '../../../src/domain/survey/survey-settings.ts';
import { type Said, themeTable, withoutSmall } from '../../../src/domain/survey/theme-table.ts';
import { isAbout, sentencesOf, shippedThemes, type ThemeRule } from '../../../src/domain/survey/themes.ts';

const rule: ThemeRule = { id: 'pay', name: 'Pay', words: { en: ['salar', 'pay '], fr: ['rémunérat'] } };
const say = (count: number, group: string | null, sentence = 'The salary.', quarter = '2026-Q1'): Said[] =>
  Array.from({ length: count }, () => ({ group, quarter, sentences: [sentence] }));

describe('themes of what people wrote', () => {
  it.each([
    ['The SALARIES were low', true],
    ['Ma remuneration, hélas', true],
    ['They pay badly', true],
    ['I get paid', false],
    ['A nice unsalaried role', false],
    ['payment terms', false],
  ])('“%s” has a word of the theme: %s', (sentence, found) => {
    expect(isAbout(rule, sentence)).toBe(found);
  });

  it('parts texts into sentences', () => {
    expect(sentencesOf(['First. Second!\nThird', '  ', 'v1.2 is fine'])).toEqual([
      'First.',
      'Second!',
      'Third',
      'v1.2 is fine',
    ]);
  });

  it('shows nothing of fewer than five people, and a theme from five on', () => {
    expect(themeTable(say(4, 'Sales'), [rule])).toEqual({ people: 4, groups: [], quarters: [], themes: [] });
    const some = [...say(4, 'Sales'), ...say(6, 'Sales', 'The tea.')];
    expect(themeTable(some, [rule]).themes).toEqual([]);
    expect(themeTable([...some, ...say(1, 'Sales', 'My salary, too.')], [rule]).themes).toEqual([
      { id: 'pay', people: 5, byGroup: [5], byQuarter: [5], sentences: ['My salary, too.', 'The salary.'] },
    ]);
  });

  it('counts small teams together, and takes in a larger one where they are still too few', () => {
    const groups = (...said: Said[][]) => themeTable(said.flat(), [rule]).groups;
    expect(groups(say(9, 'Sales'), say(3, 'Law'), say(2, null))).toEqual([
      { names: ['Sales'], others: false, people: 9 },
      { names: ['Law', ''], others: true, people: 5 },
    ]);
    // Two people alone would be what is left of the sum.
    expect(groups(say(9, 'Sales'), say(6, 'Shop'), say(2, 'Law'))).toEqual([
      { names: ['Sales'], others: false, people: 9 },
      { names: ['Shop', 'Law'], others: true, people: 8 },
    ]);
  });

  it('counts quarters together in their order, and those of long ago as one', () => {
    const of = (...counts: number[]) =>
      themeTable(
        counts.flatMap((count, index) => say(count, 'Sales', 'The salary.', `202${index}-Q1`)),
        [rule],
      ).quarters;
    expect(of(3, 3, 5, 2)).toEqual([
      { names: ['2020-Q1', '2021-Q1'], others: false, people: 6 },
      { names: ['2022-Q1', '2023-Q1'], others: false, people: 7 },
    ]);
    expect(of(5, 5, 5, 5, 5, 5, 5, 5).map(({ people }) => people)).toEqual([15, 5, 5, 5, 5, 5]);
  });

  it.each([
    [
      [9, 3, 7],
      [9, null, null],
    ],
    [
      [9, 3, 0],
      [null, null, null],
    ],
    [
      [9, 3, 2],
      [9, null, null],
    ],
    [
      [9, 2, 1],
      [null, null, null],
    ],
    [
      [9, 0, 7],
      [9, 0, 7],
    ],
    [
      [5, 6],
      [5, 6],
    ],
    [[3], [null]],
  ])('of %j shows %j', (counts, shown) => {
    expect(withoutSmall(counts)).toEqual(shown);
  });

  it('lets nobody work out a number below five from the sum and the others', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 }), (counts) => {
        const shown = withoutSmall(counts);
        const total = counts.reduce((a, b) => a + b, 0);
        const hidden = shown.flatMap((one, index) => (one === null ? [counts[index] ?? 0] : []));
        for (const [index, one] of shown.entries()) {
          expect(one === null || one === 0 || one >= 5).toBe(true);
          expect(one === null || one === counts[index]).toBe(true);
        }
        if (hidden.length === 0) return;
        const rest = total - shown.reduce<number>((sum, one) => sum + (one ?? 0), 0);
        // All of them are hidden, or what is left is several numbers over five people at least.
        expect(hidden.length === counts.length || (hidden.length >= 2 && rest >= 5)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('come with rules in both languages that find what they are about', () => {
    for (const { id, words } of shippedThemes)
      for (const stem of Object.values(words).flat())
        expect(
          shippedThemes.filter((one) => isAbout(one, `so, ${stem.trim()} it is`)).map((one) => one.id),
          stem,
        ).toContain(id);
    expect(surveySettingsSchema.parse({})).toEqual({ themes: shippedThemes, leaveOut: [] });
    const twice = { ...rule, words: rule.words };
    expect(surveySettingsSchema.safeParse({ themes: [rule, twice] }).success).toBe(false);
    expect(surveySettingsSchema.safeParse({ themes: [{ ...rule, words: { en: ['x y'] } }] }).success).toBe(false);
    const { name: _, ...nameless } = rule;
    expect(surveySettingsSchema.safeParse({ themes: [nameless] }).success).toBe(true);
    expect(surveySettingsSchema.safeParse({ themes: [{ ...nameless, id: 'canteen' }] }).error?.issues).toMatchObject([
      { path: ['themes', 0, 'name'], message: expect.stringContaining('expected a name; only pay, workload') },
    ]);
  });
});
