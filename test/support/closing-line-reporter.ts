import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints every skipped test by its name, which carries the reason, or with its note: the default reporter tells only
 * how many there are. Then the one plain closing line that CI reads whatever the runner: `tests: 12 passed, 0 failed, 1
 * skipped`.
 */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter file by its default export
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const skips: string[] = [];
    for (const testModule of testModules) {
      // A file that cannot even be loaded has no tests to count, yet it is a failure.
      if (testModule.errors().length > 0) count.failed += 1;
      for (const test of testModule.children.allTests()) {
        const result = test.result();
        if (result.state !== 'pending') count[result.state] += 1;
        if (result.state === 'skipped')
          skips.push(`skipped: ${test.fullName}${result.note ? ` [${result.note}]` : ''}`);
      }
    }
    if (skips.length > 0) process.stdout.write(`\n${skips.join('\n')}\n`);
    process.stdout.write(`\ntests: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  }
}
