import { join, relative } from 'node:path';
import { citingSources } from './citations.ts';
import { isWhole, judge, leftToOthers, report } from './gate.ts';
import { REQUIREMENTS } from './manifest/index.ts';

/**
 * After a whole run of jest (`npm test`, `npm run test:long`, or both at once): which requirement no passing test cites, but for those
 * that only tests of the other run cite. Any fails the run, those with skipped tests only in CI. Loaded by jest itself, outside of its
 * sandbox: Node.js strips the types of what it imports.
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
    const folder = join(this.#options.rootDir, 'tests');
    const sources = new Map([...citingSources(folder)].filter(([path]) => path.endsWith('.test.ts')));
    const ran = new Set(testResults.map(({ testFilePath }) => relative(folder, testFilePath).replaceAll('\\', '/')));
    const verdict = judge(this.#requirements, tests, leftToOthers(sources, ran));
    console.error(`\n${report(verdict)}`);
    const open = verdict.failures.length + (process.env.CI ? verdict.skipped.length : 0);
    if (open > 0) this.#error = new Error(`${open} requirements are not proven by a passing test`);
  }

  getLastError() {
    return this.#error;
  }
}
