/** Closes a run of jest with one plain line that any program can read: `N passed, N failed, N skipped`. */
export default class CountReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests }) {
    // A suite that could not even run has no tests to count, and must not look like success.
    console.error(`\n${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed, ${numPendingTests} skipped`);
  }
}
