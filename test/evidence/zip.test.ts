import { afterEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../src/evidence/zip.ts';

const zone = process.env['TZ'];

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('a ZIP of a pack', () => {
  it('has the same bytes wherever the machine stands', () => {
    const made = ['Pacific/Honolulu', 'UTC', 'Asia/Tokyo'].map((name) => {
      process.env['TZ'] = name;
      return [
        new Date('2026-01-01T12:00:00Z').getHours(),
        zipOf([{ name: 'a.txt', bytes: Buffer.from('one') }]),
      ] as const;
    });
    expect(made.map(([hour]) => hour)).toEqual([2, 12, 21]);
    expect(made[0]?.[1]).toEqual(made[1]?.[1]);
    expect(made[2]?.[1]).toEqual(made[1]?.[1]);
  });
});
