import { defineConfig } from 'vitest/config';

/** The stories that take too long for every change, `npm run stories`: the resignation and the consultant's end on Slack alone, and each whole story with everybody on Teams. */
export default defineConfig({
  test: {
    include: ['test/e2e/*.story.ts'],
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    hookTimeout: 180_000,
    maxWorkers: '100%',
  },
});
