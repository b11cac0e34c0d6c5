import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** The fast lane, for every change. What takes long is named `*.long.ts`: `vitest.long.config.ts`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests keep nothing outside themselves: one process loads the modules once for many files.
    isolate: false,
    // Half hours and summer time, where nobody of ours works: nothing counts or writes days by the machine. The long
    // lane has others, and UTC.
    env: { TZ: 'America/St_Johns' },
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Vitest leaves one core free, which on two cores means one test at a time.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Some tests wait for real time on a shared machine: CI tries a failed one once more, and names it as flaky.
    retry: process.env.CI ? 1 : 0,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/workspace/page/**', 'src/desk/page/**', 'src/main.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
