import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const FOLDER = 'docs/decisions';
const FILES = readdirSync(FOLDER).filter((name) => /^\d{4}-[a-z0-9-]+\.md$/.test(name));

test('the index names every decision by its title, in order', () => {
  const titles = FILES.map((name) => {
    const [, number = '', title = ''] = /^# (\d+)\. (.+)$/m.exec(readFileSync(`${FOLDER}/${name}`, 'utf8')) ?? [];
    expect(name).toMatch(new RegExp(`^${number.padStart(4, '0')}-`));
    return `${number}. [${title}](${name})`;
  });
  const listed = readFileSync(`${FOLDER}/README.md`, 'utf8')
    .split('\n')
    .filter((line) => /^\d+\. /.test(line));
  expect(listed).toEqual(titles);
});

test.each(FILES)('%s has its context, the decision and its consequences', (name) => {
  const headings = [...readFileSync(`${FOLDER}/${name}`, 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
});
