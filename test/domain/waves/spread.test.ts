import { describe, expect, it } from 'vitest';
import { spread } from '../../../src/domain/waves/spread.ts';

const from = '2026-03-20T17:00:00.000Z';
const asking = (count: number, calls: Record<string, number>) =>
  Array.from({ length: count }, (_, index) => ({ departure: `d${index}`, from, calls }));

describe('spreading a wave', () => {
  it('begins as many within a minute as the slowest system has calls for', () => {
    // 30 calls a minute, 10 each: three a minute.
    const starts = spread(asking(7, { slow: 10, quick: 10 }), { slow: 30, quick: 600 });
    expect([...starts.values()].map((at) => at.slice(14, 16))).toEqual(['00', '00', '00', '01', '01', '01', '02']);
  });

  it('moves nobody where nothing is limited, and nobody before their own time', () => {
    expect(new Set(spread(asking(50, { any: 10 }), { any: null }).values())).toEqual(new Set([from]));
    const later = '2026-03-21T08:00:00.000Z';
    const starts = spread([{ departure: 'late', from: later, calls: { slow: 1 } }, ...asking(2, { slow: 60 })], {
      slow: 60,
    });
    expect([...starts]).toEqual([
      ['d0', from],
      ['d1', '2026-03-20T17:01:00.000Z'],
      ['late', later],
    ]);
  });
});
