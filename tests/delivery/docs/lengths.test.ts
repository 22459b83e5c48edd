import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

test.each([
  ['README.md', 180],
  ['AGENTS.md', 60],
])('%s has at most %i lines', (path, most) => {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(most);
});
