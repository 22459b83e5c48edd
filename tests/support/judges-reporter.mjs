import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { judgesTable, VERDICTS } from './judges.ts';

/**
 * Prints the table of tools and outside judges after a run. `.ci/run` names one file for both of its runs, so that the second table holds
 * both; any other run has a file of its own. Loaded by jest itself, outside of its sandbox: Node.js strips the types of what it imports.
 */
export default class JudgesReporter {
  #own;

  /** Jest makes its reporters before its workers, which inherit the environment. */
  constructor() {
    if (process.env[VERDICTS]) return;
    this.#own = join(mkdtempSync(join(tmpdir(), 'judges-')), 'verdicts');
    process.env[VERDICTS] = this.#own;
  }

  onRunComplete() {
    const tools = globSync('tests/tools/surface/*.json')
      .map((path) => basename(path, '.json').replaceAll('-', '_'))
      .sort();
    const table = judgesTable(this.#verdicts(), tools);
    if (table !== undefined) console.error(`\n${table}`);
    if (this.#own === undefined) return;
    rmSync(dirname(this.#own), { recursive: true });
    delete process.env[VERDICTS];
  }

  #verdicts() {
    try {
      return readFileSync(process.env[VERDICTS], 'utf8');
    } catch {
      // No test has written one.
      return '';
    }
  }
}
