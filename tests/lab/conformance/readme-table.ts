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

/** In: what a suite wrote, scenarios, and one that is tested here in its place. Out: how many of them passed, as "3 of 4". */
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
    `Not to be had without sessions: ${code(NEEDS_SESSION)}. There a tool asks its client something in the middle of a call; the client’s`,
    'answer is a request of its own, and comes to a server that keeps nothing between requests.',
    `\`${TESTED_HERE}\` counts at 2025-11-25 by a test of our own: without a session id the suite warns and tests nothing.`,
    'The built app has no prompts, no resources and no diagnostic tools: what `server-stateless` and `caching` ask of these it fails, the rest it passes.',
    'Not scored, and not passed: tasks (an extension), headers for single arguments of a tool (SEP-2243), sessions and streams that resume. The app uses none of them.',
    `Suite ${versionOf('older')} checks nothing that ${versionOf('suite')} does not; it is run as well, and comes to the same end.`,
    '',
  ].join('\n');
}
