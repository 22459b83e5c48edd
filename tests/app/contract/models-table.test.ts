import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { pinnedVersions } from '../../lab/clients/versions.ts';
import { ROWS } from '../../lab/models/rows.ts';
import { modelLine, modelTable } from '../../lab/models/table.ts';
import { upToDate } from '../../support/generated.ts';

// tests/lab/models/models.long.test.ts shows that each row is true.
test.each([
  ['README.md', modelLine],
  ['docs/proof.md', modelTable],
])('%s names the clients that were tried with a model, at the versions that are pinned', (file, write) => {
  const text = readFileSync(file, 'utf8');
  const block = /(<!-- models:begin -->\n)[\s\S]*(<!-- models:end -->)/;
  expect(text).toMatch(block);
  upToDate(file, text.replace(block, `$1${write(pinnedVersions())}$2`));
});

test('every client of the table has a pinned version', () => {
  const versions = pinnedVersions();
  expect(ROWS.filter(({ package: name }) => !/^\d+\.\d+\.\d+$/.test(versions.get(name) ?? ''))).toEqual([]);
});
