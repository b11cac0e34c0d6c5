import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { machineIn } from './test/support/zones.ts';

const inOneProcess = ['test/connectors/**/*.long.ts'];

/**
 * What takes too long for every change: `npm run test:long`. The stories in a real browser, the simulation, the kills,
 * the benches' parts, and genuine systems, which are cut wherever they can be started, and machines in other time
 * zones.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/**/*.long.ts'],
          exclude: inOneProcess,
          globalSetup: ['test/support/mongo/mongod.ts'],
        },
      },
      // Many files of a few seconds over the same modules, which one process loads once, as in the fast lane.
      { extends: true, test: { name: 'connectors', include: inOneProcess, isolate: false } },
      // What servers mostly have; a day ahead of most of the world; a summer time of half an hour.
      machineIn('UTC'),
      machineIn('Pacific/Kiritimati'),
      machineIn('Australia/Lord_Howe'),
    ],
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Some tests wait for real time on a shared machine: CI tries a failed one once more, and names it as flaky.
    retry: process.env.CI ? 1 : 0,
  },
});
