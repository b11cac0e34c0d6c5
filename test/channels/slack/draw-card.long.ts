import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardProblems } from './card-problems.ts';
import { everything, hostileTexts } from './samples.ts';

describe('a card on Slack keeps to schema, limits and safety', () => {
  it.each([
    ['one endless word', 'x'.repeat(20_000)],
    ['much to escape', '&<>'.repeat(4000)],
  ])('with %s everywhere', (_name, text) => {
    expect(cardProblems(everything(text))).toEqual([]);
  });

  it('whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc
        .array(fc.constantFrom(...hostileTexts, ' ', '\n', 'a', '*', '<', '&'), { maxLength: 12 })
        .map((bits) => bits.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(cardProblems(everything(any))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
