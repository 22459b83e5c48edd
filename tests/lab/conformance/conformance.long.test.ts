import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { legacy, use } from '../../support/index.ts';
import { FIXTURES, NEEDS_SESSION, NO_ANSWER, PRODUCTION, TESTED_HERE } from './expected.ts';
import { failedCalls, isPassed, outcomeOf } from './judge.ts';
import { conformanceSection, fixtureRow, productionRow } from './readme-table.ts';
import { REVISIONS, requirementsOf, runOlderSuite, runRequirements, runSkills, type Checks, type Results, type Revision } from './suite.ts';
import { startFixtures, startProduction } from './targets.ts';

const fixtures = use(startFixtures);
const production = use(startProduction);
let older: Results;
const onFixtures = new Map<Revision, Results>();
const onProduction = new Map<Revision, Results>();
const skillsOnProduction = new Map<Revision, Results>();

beforeAll(async () => {
  for (const revision of REVISIONS) {
    onFixtures.set(revision, await runRequirements(fixtures, revision));
    onProduction.set(revision, await runRequirements(production, revision));
    skillsOnProduction.set(revision, await runSkills(production, revision));
  }
  older = await runOlderSuite(fixtures);
}, 120_000);

const resultsOf = (results: ReadonlyMap<Revision, Results>, revision: Revision): Results =>
  results.get(revision) ?? new Map<string, Checks>();
const checksOf = (results: ReadonlyMap<Revision, Results>, revision: Revision, scenario: string): Checks =>
  resultsOf(results, revision).get(scenario) ?? [];

const scenariosOf = (revision: Revision) => requirementsOf(revision).required.map((scenario) => [scenario] as const);

describe.each(REVISIONS)('the expected checks at %s', (revision) => {
  const { required, notScored } = requirementsOf(revision);
  const { generic, needsFixtures } = PRODUCTION[revision];

  test('cover the whole requirement set, on the fixtures and on the built app', () => {
    expect(Object.keys(FIXTURES[revision]).toSorted()).toEqual([...required].toSorted());
    const named = [...Object.keys(generic), ...Object.keys(needsFixtures)].filter((scenario) => !notScored.includes(scenario));
    expect(named.toSorted()).toEqual([...required].toSorted());
  });

  test('are passes but for what is named', () => {
    const open = Object.entries(FIXTURES[revision]).filter(([, outcome]) => !isPassed(outcome));
    expect(open.map(([scenario]) => scenario).toSorted()).toEqual(
      revision === '2025-11-25' ? [...NEEDS_SESSION, TESTED_HERE].toSorted() : [],
    );
    const warned = Object.entries(FIXTURES[revision]).filter(([, { WARNING = [] }]) => WARNING.length > 0);
    expect(warned.map(([scenario]) => scenario)).toEqual(revision === '2025-11-25' ? [TESTED_HERE] : []);
  });
});

describe.each(REVISIONS)('at %s the handler with fixtures', (revision) => {
  test.each(scenariosOf(revision))('ends every check of %s as expected', (scenario) => {
    const checks = checksOf(onFixtures, revision, scenario);
    expect(outcomeOf(checks)).toEqual(FIXTURES[revision][scenario]);
    expect(failedCalls(checks)).toEqual(scenario === 'tools-call-error' ? ['tools-call-error'] : []);
  });
});

describe('at 2025-11-25, for want of a session, the handler with fixtures', () => {
  test.each(NEEDS_SESSION)('fails %s, and only because the answer of its client never comes', (scenario) => {
    const failures = checksOf(onFixtures, '2025-11-25', scenario).filter(({ status }) => status === 'FAILURE');
    expect(failures.map(({ errorMessage }) => errorMessage)).toEqual([NO_ANSWER]);
  });
});

describe.each(REVISIONS)('at %s the built app', (revision) => {
  const { generic, needsFixtures, skills } = PRODUCTION[revision];

  test.each(Object.entries(skills))('ends every check of %s, of the Skills extension, as expected', (scenario, expected) => {
    expect(outcomeOf(checksOf(skillsOnProduction, revision, scenario))).toEqual(expected);
    const failed = checksOf(skillsOnProduction, revision, scenario).filter(({ status }) => status === 'FAILURE');
    // Our skills have no folders inside.
    expect(failed.every(({ errorMessage = '' }) => errorMessage.startsWith('Not testable: '))).toBe(true);
  });

  test.each(Object.entries(generic))('ends every check of %s as expected', (scenario, expected) => {
    expect(outcomeOf(checksOf(onProduction, revision, scenario))).toEqual(expected);
  });

  test.each(Object.entries(needsFixtures))('says nothing in %s that does not fit the schema', (scenario) => {
    const wire = checksOf(onProduction, revision, scenario).filter(({ id }) => id === 'wire-schema-valid');
    expect(wire.map(({ status }) => status)).toEqual(['SUCCESS']);
  });
});

test.each([
  ['the handler with fixtures', fixtures],
  ['the built app', production],
])(`at 2025-11-25 three requests at a time are answered by %s (${TESTED_HERE})`, async (_name, target) => {
  const headers = { 'mcp-protocol-version': '2025-11-25' };
  const answers = await Promise.all([1, 2, 3].map(() => legacy(target, 'tools/list', {}, { headers })));
  const lists = await Promise.all(answers.map((answer) => answer.json() as Promise<{ result: { tools: { name: string }[] } }>));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [first] = lists;
  expect(first?.result.tools.length).toBeGreaterThan(0);
  expect(lists).toEqual([first, first, first]);
});

test('the older suite checks nothing that the newer one does not, and comes to the same end', () => {
  // All that it has.
  expect(older.size).toBe(32);
  for (const [scenario, checks] of older) {
    const newer = checksOf(onFixtures, '2025-11-25', scenario).map(({ id, status }) => `${id} ${status}`);
    expect(newer).toEqual(expect.arrayContaining(checks.map(({ id, status }) => `${id} ${status}`)));
  }
});

test('docs/proof.md tells the results', () => {
  const rows = [
    ...REVISIONS.map((revision) => fixtureRow(revision, resultsOf(onFixtures, revision))),
    ...REVISIONS.map((revision) => productionRow(revision, resultsOf(onProduction, revision), Object.keys(PRODUCTION[revision].generic))),
  ];
  const shown = readFileSync('docs/proof.md', 'utf8');
  const block = /(<!-- conformance:begin -->\n)[\s\S]*(<!-- conformance:end -->)/;
  const wanted = shown.replace(block, `$1${conformanceSection(rows)}$2`);
  expect(wanted).toMatch(block);
  if (process.env['UPDATE_README']) writeFileSync('docs/proof.md', wanted);
  else expect(shown).toBe(wanted);
});
