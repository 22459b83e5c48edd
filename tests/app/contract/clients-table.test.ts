import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ROWS } from '../../lab/clients/rows.ts';
import { stepsOf } from '../../lab/clients/step-order.ts';
import { BLOCK, clientTable, DOCUMENT } from '../../lab/clients/table.ts';
import { pinnedVersions } from '../../lab/clients/versions.ts';

test('docs/proof.md says of every client, at the version that is pinned, that nothing failed', () => {
  const passed = new Map(ROWS.map((row) => [row.id, new Map(stepsOf(row).map((step) => [step, 'passed']))]));
  expect(BLOCK.exec(readFileSync(DOCUMENT, 'utf8'))?.[0]).toBe(clientTable(pinnedVersions(), passed));
});

test('every client of the table has a pinned version', () => {
  const versions = pinnedVersions();
  expect(ROWS.filter(({ package: name }) => !/^\d+\.\d+\.\d+$/.test(versions.get(name) ?? ''))).toEqual([]);
});

test('a client that failed somewhere, or did not run, is not called good', () => {
  const [row] = ROWS;
  for (const broken of stepsOf(row)) {
    const steps = new Map(stepsOf(row).map((step) => [step, step === broken ? undefined : 'passed']));
    expect(clientTable(pinnedVersions(), new Map([[row.id, steps]])).split('\n')[2]).toContain('**no**');
  }
  expect(clientTable(pinnedVersions(), new Map()).match(/\| \*\*no\*\* \| \*\*no\*\* \| \*\*no\*\* \| \*\*no\*\* \|/g)?.length).toBe(
    ROWS.length,
  );
});
