import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Mutation, mutations, type Seams, seamModules } from './mutations.ts';

/** The mutation of the moment; the functions below look it up each time they are called. */
let broken: Mutation['with'] = {};

for (const [module, names] of Object.entries(seamModules))
  vi.doMock(module, async (load) => {
    const real: Record<string, unknown> = await load();
    return { ...real, ...Object.fromEntries(names.map((name) => [name, seam(name, real[name])])) };
  });

function seam(name: keyof Seams, real: unknown) {
  if (typeof real !== 'function') throw new Error(`${name} is not where the list of seams says`);
  return (...given: unknown[]): unknown => {
    const mutated = broken[name];
    return mutated ? Reflect.apply(mutated, undefined, [real, ...given]) : Reflect.apply(real, undefined, given);
  };
}

// Only now, so that everything that is loaded goes through the seams.
const { scenarioArbitrary } = await import('./scenario.ts');
const { play } = await import('./run.ts');
const { invariants, violations } = await import('./invariants.ts');

const patience = 400;

/** How many runs it takes until the invariant notices; null when it never does. */
async function runsUntil(invariant: string, seed: number, from: number): Promise<number | null> {
  let runs = 0;
  for (const scenario of fc.sample(scenarioArbitrary, { numRuns: from + patience, seed }).slice(from)) {
    runs += 1;
    const found = await violations(await play(scenario)).catch(() => []);
    if (found.some((one) => one.invariant === invariant)) return runs;
  }
  return null;
}

describe('the simulation notices an engine that', () => {
  afterEach(() => {
    broken = {};
  });

  it.each(mutations)(
    '$engine ($caughtBy)',
    async ({ caughtBy, with: mutation, seed = 5, from = 0 }) => {
      broken = mutation;
      expect(await runsUntil(caughtBy, seed, from), `not noticed in ${patience} runs`).not.toBeNull();
    },
    300_000,
  );

  it('by each of its invariants, so that none of them is there for show', () => {
    const noticing = new Set(mutations.map(({ caughtBy }) => caughtBy));
    expect(invariants.map(({ name }) => name).filter((name) => !noticing.has(name))).toEqual([]);
  });

  it('and finds nothing wrong with the engine as it is, through the same seams', async () => {
    const found = [];
    for (const scenario of fc.sample(scenarioArbitrary, { numRuns: 20, seed: 5 }))
      found.push(...(await violations(await play(scenario))));
    expect(found).toEqual([]);
  }, 60_000);
});
