import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';
import { upToDate } from '../../support/generated.ts';
import { blank } from '../../tools/support/record.ts';

// This file reads the records as text: it says what is wrong also where one of them cannot be loaded.

const INDEX = 'tests/tools/index.ts';
const fileOf = (name: string) => `${name.replaceAll('_', '-')}.ts`;
const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

const FILES = globSync('tests/tools/*.ts')
  .map((path) => basename(path))
  .filter((file) => file !== 'index.ts');

test('every tool has a record', () => {
  const missing = tools.filter(({ name }) => !FILES.includes(fileOf(name)));
  expect(missing.map(({ name }) => `${name} has no record: write tests/tools/${fileOf(name)}, then \`npm run docs\``)).toEqual([]);
});

test('every record is of a tool', () => {
  const strays = FILES.filter((file) => !tools.some(({ name }) => fileOf(name) === file));
  expect(strays.map((file) => `tests/tools/${file} is of no tool: delete it, or move it into tests/tools/support`)).toEqual([]);
});

test(`${INDEX} lists them in the order of the tools`, () => {
  const names = tools.map(({ name }) => name).filter((name) => FILES.includes(fileOf(name)));
  const imports = names.map((name) => `import { record as ${camelCase(name)} } from './${fileOf(name)}';`).sort();
  upToDate(
    INDEX,
    [
      '/** The record of every tool, in the order of tools/index.ts. Written by `npm run docs`. */',
      ...imports,
      "import type { ToolRecord } from './support/record.ts';",
      '',
      `export const RECORDS: readonly ToolRecord[] = [`,
      ...names.map((name) => `  ${camelCase(name)},`),
      '];',
      '',
    ].join('\n'),
  );
});

test('nothing is left to fill in', () => {
  const blanks = globSync('{tools,tests/tools}/**/*.ts').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (/FILL IN|blank\('/.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(blanks).toEqual([]);
});

test('a blank says what is missing', () => {
  expect(() => blank('the least call')).toThrow('Fill in the least call.');
});
