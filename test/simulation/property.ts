import fc from 'fast-check';
import { type Violation, violations } from './invariants.ts';
import { play } from './run.ts';
import { type Scenario, scenarioArbitrary } from './scenario.ts';

export interface Simulated {
  runs: number;
  milliseconds: number;
  /** Null when every run was as it should be. */
  failure: {
    seed: number;
    path: string;
    violations: readonly Violation[];
    scenario: Scenario | null;
    cause: string;
  } | null;
}

export interface SimulateOptions {
  runs: number;
  seed: number;
  /** Of a failure that was found before: goes straight to it. */
  path?: string | undefined;
  /** Looks for the shortest scenario that fails in the same way; takes a while. */
  shrink?: boolean;
}

/** Plays that many random scenarios, and holds each to every invariant. */
export async function simulate({ runs, seed, path, shrink = true }: SimulateOptions): Promise<Simulated> {
  let done = 0;
  const began = performance.now();
  const property = fc.asyncProperty(scenarioArbitrary, async (scenario) => {
    const found = await violations(await play(scenario));
    done += 1;
    if (found.length > 0) throw new Broken(found);
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: !shrink, ...(path ? { path } : {}) });
  const error = result.errorInstance;
  return {
    runs: done,
    milliseconds: performance.now() - began,
    failure: result.failed
      ? {
          seed: result.seed,
          path: result.counterexamplePath ?? '',
          violations: error instanceof Broken ? error.found : [],
          scenario: result.counterexample?.[0] ?? null,
          cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }
      : null,
  };
}

class Broken extends Error {
  readonly found: readonly Violation[];
  constructor(found: readonly Violation[]) {
    super(found.map(({ invariant, what }) => `${invariant}: ${what}`).join('\n'));
    this.found = found;
  }
}

/** One line that plays exactly this again. */
export function replayLine({ seed, path }: { seed: number; path: string }): string {
  return `npm run simulate -- --seed ${seed} --path ${path}`;
}
