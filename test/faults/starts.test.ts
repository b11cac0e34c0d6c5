import { expect, it } from 'vitest';
import { bringBack, startsFailed } from './cluster.ts';

/** A set whose nodes come up at the nth start. */
function comingUpAt(start: number) {
  let starts = 0;
  return {
    bringBack: async () => {
      starts += 1;
      if (starts < start) throw new Error(`start ${starts} failed`);
    },
  };
}

it('says how many starts of a node failed before it came up, and fails with the fourth', async () => {
  expect(await bringBack(comingUpAt(1))).toBe(0);
  expect(await bringBack(comingUpAt(4))).toBe(3);
  await expect(bringBack(comingUpAt(5))).rejects.toThrow('start 4 failed');
  expect([startsFailed(0), startsFailed(1), startsFailed(3)]).toEqual([
    '',
    '; 1 of its starts failed',
    '; 3 of its starts failed',
  ]);
});
