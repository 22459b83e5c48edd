import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { brokenLinks, markdownFiles, readDocument, targetsOf } from './support/documents.ts';

const FILES = markdownFiles();

test.each(FILES)('%s links to files and headings that exist', (path) => {
  expect(brokenLinks(readDocument(path))).toEqual([]);
});

test('every document is reached by links from the README', () => {
  const reached = new Set(['README.md']);
  for (const path of reached) {
    for (const { target } of targetsOf(readDocument(path))) if (FILES.includes(target)) reached.add(target);
  }
  // GitHub itself shows what lies in its own folder.
  expect(FILES.filter((path) => !reached.has(path) && !path.startsWith('.github/'))).toEqual([]);
});

describe('the check itself', () => {
  const project = process.cwd();
  let folder: string;
  beforeAll(() => {
    // Not in this project: other tests read all of its folders meanwhile.
    folder = mkdtempSync(join(tmpdir(), 'links-'));
    process.chdir(folder);
    for (const name of ['docs/own', 'docs/support']) mkdirSync(name, { recursive: true });
    writeFileSync('docs/support/documents.ts', '');
    writeFileSync('docs/own/other.md', '# One *two* & three\n\n## One two  three\n\n## Again\n\n## Again\n');
  });
  afterAll(() => {
    process.chdir(project);
    rmSync(folder, { recursive: true });
  });

  const brokenIn = (text: string) => {
    const path = 'docs/own/text.md';
    writeFileSync(path, text);
    return brokenLinks(readDocument(path));
  };

  test.each([
    '[a file](other.md)',
    '[a heading](other.md#one-two--three)',
    '[the second heading of that name](other.md#again-1)',
    '[a folder](../support)',
    '[a heading here](#here)\n\n## Here',
    '[the web](https://example.com/none) and <a href="mailto:a@example.com">mail</a>',
    '`[code](none.md)`',
    '```\n[code](none.md)\n```',
  ])('finds nothing wrong with %j', (text) => {
    expect(brokenIn(text)).toEqual([]);
  });

  test.each([
    ['[no file](none.md)', 'none.md'],
    ['![no picture](none.png)', 'none.png'],
    ['[no heading](other.md#none)', 'other.md#none'],
    ['[no third heading](other.md#again-2)', 'other.md#again-2'],
    ['[no heading here](#none)', '#none'],
    ['[a heading of no document](../support/documents.ts#none)', '../support/documents.ts#none'],
    ['[outside](../../../none.md)', '../../../none.md'],
    ['[defined below][x]\n\n[x]: none.md', 'none.md'],
    ['<img src="none.png" alt="none">', 'none.png'],
  ])('finds what is wrong with %j', (text, link) => {
    expect(brokenIn(text)).toEqual([link]);
  });
});
