import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Tests that keep nothing outside themselves: one process loads the modules once for many files. */
const light = [
  'channels',
  'cli',
  'connectors',
  'docs',
  'domain',
  'engine',
  'flows',
  'golden',
  'hostile',
  'http',
  'scheduling',
  'stores',
  'views',
  'workspace',
].map((folder) => `test/${folder}/**/*.test.ts`);

/** A day ahead of most of the world; half hours and summer time; a summer time of half an hour. None is where we work. */
const machineZones = ['Pacific/Kiritimati', 'America/St_Johns', 'Australia/Lord_Howe'];

/** What counts or writes days: all of these folders but the files that try words, limits and rights, which take long and know no time. */
const timely = ['domain', 'flows', 'views'].map((folder) => `test/${folder}/**/*.test.ts`);
const timeless = ['domain/people/permissions', 'flows/malformed', 'views/catalogue', 'views/leaks', 'views/views'].map(
  (name) => `test/${name}.test.ts`,
);

/** The fast lane, for every change. What takes long is named `*.long.ts`: `vitest.long.config.ts`. */
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'light', include: light, isolate: false } },
      ...machineZones.map((zone) => ({
        extends: true as const,
        test: { name: zone, include: timely, exclude: timeless, isolate: false, env: { TZ: zone } },
      })),
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
      exclude: ['src/workspace/page/**', 'src/main.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
