import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedByFive } from '../../../src/domain/figures/grouped.ts';

const of = (teams: string) =>
  groupedByFive([...teams], (team) => team)?.map(({ key, members }) => [key, members.length]);

describe('groups of five people at least', () => {
  it('are told by themselves; smaller ones are together', () => {
    expect(of('aaaaaabbbbbccccc')).toEqual([
      ['a', 6],
      ['b', 5],
      ['c', 5],
    ]);
    expect(of('aaaaaabbbccd')).toEqual([
      ['a', 6],
      [null, 6],
    ]);
  });

  it('take the smallest along where what is left would be too few: nothing is found by subtraction', () => {
    // One of b alone would be the whole without a and c.
    expect(of('aaaaaaacccccb')).toEqual([
      ['a', 7],
      [null, 6],
    ]);
    expect(of('aaaaaab')).toEqual([[null, 7]]);
  });

  it('are none where there are fewer than five in all', () => {
    expect(of('aaab')).toBeUndefined();
    expect(of('')).toBeUndefined();
    expect(of('aaaaa')).toEqual([['a', 5]]);
  });

  it('hold everybody once, and never fewer than five', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 60 }), (teams) => {
        const groups = groupedByFive(teams, (team) => team);
        if (teams.length < 5) return groups === null;
        const sizes = groups?.map(({ members }) => members.length) ?? [];
        return sizes.every((size) => size >= 5) && sizes.reduce((sum, size) => sum + size, 0) === teams.length;
      }),
    );
  });
});
