import { expect, test } from '@jest/globals';
import { upToDate } from '../../support/generated.ts';
import { citingSources } from './citations.ts';
import { listOf } from './list.ts';
import { REQUIREMENTS } from './manifest/index.ts';

const LIST = 'tests/app/requirements/REQUIREMENTS.md';

test('REQUIREMENTS.md is made from the manifest and the names of the tests', () => {
  upToDate(LIST, listOf(REQUIREMENTS, citingSources('tests')));
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
