import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepsEveryInvariant } from './keeps-every-invariant.ts';
import { play } from './run.ts';
import { scenarioArbitrary } from './scenario.ts';

// The same every time, so that a change that breaks something is told apart from bad luck; `npm run simulate` tries
// others.
keepsEveryInvariant([20_260_302, 41_152]);

it('the same scenario gives the same run, entry by entry and call by call', async () => {
  for (const scenario of fc.sample(scenarioArbitrary, { numRuns: 20, seed: 960 })) {
    const [one, other] = [await play(scenario), await play(scenario)].map(({ outside: { recording } }) => ({
      entries: recording.commits.flatMap(({ entries }) => entries),
      calls: recording.calls,
      messages: recording.messages,
    }));
    expect(one?.entries.length).toBeGreaterThan(0);
    expect(other).toEqual(one);
  }
}, 60_000);
