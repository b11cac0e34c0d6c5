import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { machineIn } from './test/support/zones.ts';

/** Tests that keep nothing outside themselves: one process loads the modules once for many files. */
const light = [
  'channels',
  'cli',
  'connectors',
  'deploy',
  'desk',
  'docs',
  'domain',
  'engine',
  'flows',
  'golden',
  'hostile',
  'http',
  'network',
  'release',
  'scheduling',
  'start',
  'stores',
  'views',
  'workspace',
].map((folder) => `test/${folder}/**/*.test.ts`);

/** The fast lane, for every change. What takes long is named `*.long.ts`: `vitest.long.config.ts`. */
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'light', include: light, isolate: false } },
      // Half hours and summer time; the long lane has others.
      machineIn('America/St_Johns'),
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: light } },
    ],
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
