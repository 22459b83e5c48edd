import { performance } from 'node:perf_hooks';

const EVERY_MS = 10_000;

/**
 * What is done and what is left, in plain lines: while jest runs, one line every ten seconds where no terminal shows jest's own status,
 * and at the end one that any program can read: `N passed, N failed, N skipped`.
 */
export default class CountReporter {
  #startedAt = performance.now();
  #nextAt = this.#startedAt + EVERY_MS;

  onTestResult(_test, _result, { numTotalTestSuites: files, numPassedTestSuites, numFailedTestSuites, numPendingTestSuites, ...tests }) {
    const now = performance.now();
    const done = numPassedTestSuites + numFailedTestSuites + numPendingTestSuites;
    if (process.stderr.isTTY || now < this.#nextAt || done === files) return;
    this.#nextAt = now + EVERY_MS;
    const seconds = Math.round((now - this.#startedAt) / 1000);
    console.error(
      `${done} of ${files} files done, ${files - done} left, after ${seconds} s: ${tests.numPassedTests} tests passed, ${tests.numFailedTests} failed`,
    );
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests }) {
    // A suite that could not even run has no tests to count, and must not look like success.
    console.error(`\n${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed, ${numPendingTests} skipped`);
  }
}
