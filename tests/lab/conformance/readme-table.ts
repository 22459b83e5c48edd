import { NEEDS_SESSION, TESTED_HERE } from './expected.ts';
import { isPassed, outcomeOf } from './judge.ts';
import { requirementsOf, versionOf, type Results, type Revision } from './suite.ts';

interface Row {
  readonly suite: string;
  readonly requirements: string;
  readonly against: string;
  readonly passed: string;
  readonly notScored: string;
}

/** @returns how many of them passed, as "3 of 4". */
function count(results: Results, scenarios: readonly string[], testedHere?: string): string {
  const passed = scenarios.filter((scenario) => scenario === testedHere || isPassed(outcomeOf(results.get(scenario) ?? [])));
  return `${passed.length} of ${scenarios.length}`;
}

const testedHere = (revision: string) => (revision === '2025-11-25' ? TESTED_HERE : undefined);

/** A requirement set against the app's handler with fixtures. */
export function fixtureRow(revision: Revision, results: Results): Row {
  const { required, notScored } = requirementsOf(revision);
  return {
    suite: versionOf('suite'),
    requirements: revision,
    against: 'the app’s handler, with the fixtures',
    passed: count(results, required, testedHere(revision)),
    notScored: count(results, notScored),
  };
}

/** The generic scenarios of a requirement set against the built app. */
export function productionRow(revision: Revision, results: Results, scenarios: readonly string[]): Row {
  const { required } = requirementsOf(revision);
  const isRequired = (scenario: string) => required.includes(scenario);
  return {
    suite: versionOf('suite'),
    requirements: `${revision}, generic`,
    against: 'the built app, with its own tools',
    passed: count(results, scenarios.filter(isRequired), testedHere(revision)),
    notScored: count(
      results,
      scenarios.filter((scenario) => !isRequired(scenario)),
    ),
  };
}

const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');

/** What docs/proof.md says between its marks. */
export function conformanceSection(rows: readonly Row[]): string {
  return [
    '| suite | requirement set | against | passed | not scored |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${Object.values(row).join(' | ')} |`),
    '',
    `Requires sessions, which this server does not have: ${code(NEEDS_SESSION)}. In these a tool asks its client something during a call, and the`,
    'client answers in a separate request.',
    `For 2025-11-25, \`${TESTED_HERE}\` is tested here instead: without a session id the suite warns and tests nothing.`,
    'The built app has no prompts and no diagnostic tools; its resources are its skills. It fails the checks of `server-stateless` and `caching` that need them, and passes the rest.',
    'The suite’s three scenarios for the Skills extension run against the built app in both revisions. It passes them but for one check, which wants a folder inside a skill.',
    'Not scored and not passed: tasks (an extension), headers for single tool arguments (SEP-2243), sessions, and resumable streams. The app uses none of them.',
    `Suite ${versionOf('older')} checks nothing that ${versionOf('suite')} does not. It runs too, with the same results.`,
    '',
  ].join('\n');
}
