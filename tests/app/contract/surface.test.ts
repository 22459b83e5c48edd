import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';
import { upToDate, WRITING } from '../../support/generated.ts';
import { printed } from './support/printed.ts';

/** What clients see of each tool, one file a tool, for review. */
const FOLDER = 'tests/tools/surface';
const fileOf = (name: string) => `${name.replaceAll('_', '-')}.json`;

if (WRITING) mkdirSync(FOLDER, { recursive: true });

test.each(tools.map((tool) => [tool.name, tool] as const))('%s is as it was reviewed', (name, tool) => {
  const { title, risk, annotations, description, inputSchema, outputSchema } = tool;
  upToDate(join(FOLDER, fileOf(name)), `${printed({ name, title, risk, annotations, description, inputSchema, outputSchema })}\n`);
});

test('no file is left of a tool that is gone', () => {
  const strays = readdirSync(FOLDER).filter((file) => !tools.some(({ name }) => fileOf(name) === file));
  if (WRITING) for (const file of strays) rmSync(join(FOLDER, file));
  else expect(strays).toEqual([]);
});
