import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import type { Guard } from './guard.ts';

const root = join(import.meta.dirname, '..', '..');

/** What became of each named test file: how many of its tests failed, and what kept it from being read at all. */
export interface Verdict {
  test: string;
  failed: number;
  passed: number;
  broken: string | null;
}

/** Runs these test files over the source as it is, or with one guard taken out as it is loaded; no file is touched. */
export async function runTests(tests: readonly string[], guard: Guard | null): Promise<readonly Verdict[]> {
  let replaced = 0;
  const overlay = {
    name: 'relais-without-guard',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (guard === null || id.split('?')[0] !== join(root, guard.file)) return null;
      replaced += 1;
      return code.replace(guard.code, () => guard.without);
    },
  };
  const paths = tests.map((test) => join(root, test));
  const vitest = await startVitest(
    'test',
    paths,
    {
      root,
      config: false,
      watch: false,
      include: [...tests],
      reporters: [{}],
      testTimeout: 60_000,
      hookTimeout: 180_000,
    },
    { plugins: [overlay], logLevel: 'silent' },
  );
  const modules = vitest.state.getTestModules();
  const verdicts = tests.map((test): Verdict => {
    const found = modules.find(({ moduleId }) => moduleId === join(root, test));
    if (!found) return { test, failed: 0, passed: 0, broken: 'it was not run' };
    const states = [...found.children.allTests()].map((one) => one.result().state);
    const count = (state: string) => states.filter((one) => one === state).length;
    const [error] = found.errors();
    const broken = error && states.length === 0 ? error.message : null;
    return { test, failed: count('failed'), passed: count('passed'), broken };
  });
  await vitest.close();
  // Failing tests are what is looked for here, not a failure of this process.
  process.exitCode = 0;
  if (guard !== null && replaced === 0)
    return verdicts.map((one) => ({ ...one, broken: `${guard.file} was never loaded by it` }));
  return verdicts;
}
