import { defineConfig } from 'vitest/config';

/**
 * Genuine systems that take longer to start, or have to be downloaded first: `npm run real`, or `npm run real --
 * keycloak`. Those that start in seconds are in the long lane.
 */
export default defineConfig({
  test: {
    include: ['test/real/**/*.real.ts'],
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    testTimeout: 300_000,
    hookTimeout: 900_000,
    // One after the other: each is a server of its own size.
    maxWorkers: 1,
  },
});
