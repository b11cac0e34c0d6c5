import type { Reporter, TestModule } from 'vitest/node';

/** Prints the one plain closing line that CI reads whatever the runner: `tests: 12 passed, 0 failed, 1 skipped`. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter file by its default export
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const testModule of testModules) {
      // A file that cannot even be loaded has no tests to count, yet it is a failure.
      if (testModule.errors().length > 0) count.failed += 1;
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') count[state] += 1;
      }
    }
    process.stdout.write(`\ntests: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  }
}
