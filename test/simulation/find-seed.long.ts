import fc from 'fast-check';
import { it, vi } from 'vitest';
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
const { violations } = await import('./invariants.ts');

it('find', async () => {
  const m = mutations.find((one) => one.caughtBy === 'rightAccountOnly');
  broken = m?.with ?? {};
  let n = 0;
  const end = Date.now() + 420_000;
  for (let seed = 1100; Date.now() < end; seed += 1) {
    for (const scenario of fc.sample(scenarioArbitrary, { numRuns: 60, seed })) {
      n += 1;
      const found = await violations(await play(scenario)).catch(() => []);
      if (found.some((one) => one.invariant === 'rightAccountOnly')) {
        console.log('FOUND', seed, n, JSON.stringify(found));
        return;
      }
      if (Date.now() > end) break;
    }
  }
  console.log('none in', n);
}, 500_000);
