import { describe, expect, it } from 'vitest';
import { replayLine, simulate } from './property.ts';

/** The same every time, so that a change that breaks something is told apart from bad luck; `npm run simulate` tries others. */
const seeds = [20_260_302, 41_152, 7_001, 960];
const runsPerSeed = 500;

describe('whatever happens to a departure', () => {
  it.each(seeds)(
    `${runsPerSeed} runs from seed %i keep every invariant`,
    async (seed) => {
      const { failure, runs } = await simulate({ runs: runsPerSeed, seed });
      if (failure) expect.fail(`${failure.cause}\nAgain with: ${replayLine(failure)}`);
      expect(runs).toBe(runsPerSeed);
    },
    300_000,
  );
});
