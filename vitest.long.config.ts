import { defineConfig } from 'vitest/config';

/** What takes too long for every change, or needs more than Node: `npm run test:long`. Genuine systems are cut wherever they can be started. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.ts'],
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    hookTimeout: 300_000,
    // One at a time: each starts servers of its own.
    maxWorkers: 1,
  },
});
