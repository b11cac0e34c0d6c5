import { describe, expect, it } from 'vitest';
import { replayLine, simulate } from './property.ts';

const runsPerSeed = 500;

/** Two thousand runs are in the long lane, in files that two processes play beside one another. */
export function keepsEveryInvariant(seeds: readonly number[]): void {
  describe('whatever happens to a departure', () => {
    it.each(seeds)(
      `${runsPerSeed} runs from seed %i keep every invariant`,
      async (seed) => {
        const { failure, runs } = await simulate({ runs: runsPerSeed, seed });
        if (failure) expect.fail(`${failure.cause}\nAgain with: ${replayLine(failure)}`);
        expect(runs).toBe(runsPerSeed);
      },
      600_000,
    );
  });
}
