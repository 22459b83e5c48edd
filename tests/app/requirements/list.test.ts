import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { listOf } from './list.ts';
import { REQUIREMENTS } from './manifest/index.ts';

const LIST = 'tests/app/requirements/REQUIREMENTS.md';
/** These hold titles of tests that do not exist. */
const NO_PROOF = ['app/requirements/gate.test.ts', 'app/requirements/list.test.ts'];

const files = new Map(
  readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter(
      (path) =>
        path.endsWith('.ts') && !path.includes('node_modules') && !NO_PROOF.includes(path) && !path.startsWith('app/requirements/manifest'),
    )
    .map((path) => [path, readFileSync(join('tests', path), 'utf8')]),
);

test('REQUIREMENTS.md is made from the manifest and the names of the tests', () => {
  const list = listOf(REQUIREMENTS, files);
  if (process.env['UPDATE_REQUIREMENTS'] === '1') writeFileSync(LIST, list);
  expect(readFileSync(LIST, 'utf8')).toBe(list);
});

test('a requirement stands under its source, with every file that cites it', () => {
  const requirements = [
    { id: 'P1', source: 'a page', says: 'does one' },
    { id: 'G1', source: 'a page', says: 'does more', planned: 'later' },
  ];
  const list = listOf(
    requirements,
    new Map([
      ['b.test.ts', "test('P1: x')"],
      ['a.test.ts', "test('P1, U1: y')"],
    ]),
  );
  expect(list).toContain('## a page\n\n| id | what | where |');
  expect(list).toContain('| P1 | does one | [a.test.ts](../../a.test.ts), [b.test.ts](../../b.test.ts) |');
  expect(list).toContain('| G1 | does more | planned: later |');
});
