import { isWhole, judge, report } from './gate.ts';
import { REQUIREMENTS } from './manifest/index.ts';

/**
 * After a whole run of jest: which requirement no passing test cites. Any fails the run, those with skipped tests only in CI. Loaded by
 * jest itself, outside of its sandbox: Node.js strips the types of what it imports.
 */
export default class GateReporter {
  #options;
  #requirements;
  #error;

  /** `manifest`: requirements in place of ours, to prove the gate itself. */
  constructor(globalConfig, { manifest } = {}) {
    this.#options = globalConfig;
    this.#requirements = manifest ?? REQUIREMENTS;
  }

  onRunComplete(_contexts, { testResults, wasInterrupted }) {
    if (wasInterrupted || !isWhole(this.#options)) return;
    const tests = testResults.flatMap((file) =>
      // What passes because it fails (`test.failing`) shows that something is not kept.
      file.testResults.map(({ ancestorTitles, title, status, failing }) => ({
        titles: [...ancestorTitles, title],
        status: failing ? 'failed' : status,
      })),
    );
    const verdict = judge(this.#requirements, tests);
    console.error(`\n${report(verdict)}`);
    const open = verdict.failures.length + (process.env.CI ? verdict.skipped.length : 0);
    if (open > 0) this.#error = new Error(`${open} requirements are not proven by a passing test`);
  }

  getLastError() {
    return this.#error;
  }
}
