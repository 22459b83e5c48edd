import { citedBy, citedIn } from './citations.ts';
import type { Requirement } from './manifest/index.ts';

/** One test of a run, as jest tells it. */
export interface TestOutcome {
  /** The names of the blocks around the test, then its own. */
  readonly titles: readonly string[];
  readonly status: string;
}

/** Something wrong with one id. */
export interface Gap {
  readonly id: string;
  readonly problem: string;
  readonly says: string;
}

export interface Verdict {
  /** These fail the run. */
  readonly failures: readonly Gap[];
  /** Proven only by tests that did not run here: these fail the run where all of them must be able to run (CI). */
  readonly skipped: readonly Gap[];
  /** Not met yet, with the reason. */
  readonly planned: readonly Gap[];
  readonly proven: number;
  /** Cited only by tests that belong to another run. */
  readonly elsewhere: number;
}

/**
 * Which ids no test of a run shows, and ids that stand for nothing.
 *
 * @param elsewhere ids that only tests of another run cite (see {@link leftToOthers})
 */
export function judge(
  requirements: readonly Requirement[],
  tests: readonly TestOutcome[],
  elsewhere: ReadonlySet<string> = new Set(),
): Verdict {
  const outcomes = new Map<string, Set<string>>();
  for (const { titles, status } of tests) {
    for (const id of titles.flatMap(citedBy)) outcomes.set(id, (outcomes.get(id) ?? new Set()).add(status));
  }
  const failures: Gap[] = [];
  const skipped: Gap[] = [];
  const planned: Gap[] = [];
  let proven = 0;
  let others = 0;
  for (const { id, says, planned: reason } of requirements) {
    const found = outcomes.get(id) ?? new Set<string>();
    outcomes.delete(id);
    if (reason !== undefined) {
      if (found.has('passed')) failures.push({ id, says, problem: 'is marked as planned, but a test of it passes: take the mark away' });
      else planned.push({ id, says, problem: reason });
    } else if (found.has('failed')) failures.push({ id, says, problem: 'a test of it fails' });
    else if (found.has('passed')) proven++;
    else if (found.size === 0 && elsewhere.has(id)) others++;
    else if (found.size > 0) skipped.push({ id, says, problem: 'its tests were skipped' });
    else failures.push({ id, says, problem: 'no test cites it' });
  }
  for (const id of outcomes.keys()) failures.push({ id, says: '', problem: 'a test cites it, but it stands in no manifest' });
  return { failures, skipped, planned, proven, elsewhere: others };
}

/**
 * The ids that a run leaves to another: only test files that did not run cite them. An id that both cite has to pass in both, so that
 * whoever passes every run has proven every id.
 *
 * @param sources test files of all runs, with their text
 */
export function leftToOthers(sources: ReadonlyMap<string, string>, ran: ReadonlySet<string>): Set<string> {
  const cited = (inThisRun: boolean) => [...sources].filter(([path]) => ran.has(path) === inThisRun).flatMap(([, text]) => citedIn(text));
  const here = new Set(cited(true));
  return new Set(cited(false).filter((id) => !here.has(id)));
}

/** The options of a run that leave tests out. */
export interface RunOptions {
  readonly testPathPatterns: { isSet(): boolean };
  readonly testNamePattern?: string | undefined;
  readonly onlyChanged: boolean;
  readonly onlyFailures: boolean;
  readonly findRelatedTests: boolean;
  readonly runTestsByPath: boolean;
  readonly shard?: unknown;
  readonly filter?: unknown;
}

/** Whether a run was asked for every test of its configuration. */
export const isWhole = (options: RunOptions): boolean =>
  !options.testPathPatterns.isSet() &&
  (options.testNamePattern ?? '') === '' &&
  !options.onlyChanged &&
  !options.onlyFailures &&
  !options.findRelatedTests &&
  !options.runTestsByPath &&
  options.shard === undefined &&
  options.filter === undefined;

/** The verdict as lines, one an id. */
export function report({ failures, skipped, planned, proven, elsewhere }: Verdict): string {
  const lines = (gaps: readonly Gap[], mark: string) =>
    gaps.map(({ id, problem, says }) => `${mark} ${id.padEnd(18)} ${problem}${says && ` (${says})`}`);
  const left = elsewhere > 0 ? `, ${elsewhere} left to tests of another run` : '';
  const count = `Requirements: ${proven} proven, ${failures.length} not, ${skipped.length} skipped, ${planned.length} planned${left}`;
  return [...lines(failures, 'FAIL   '), ...lines(skipped, 'SKIPPED'), ...lines(planned, 'PLANNED'), count].join('\n');
}
