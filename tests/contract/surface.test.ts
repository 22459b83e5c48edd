import { expect, test } from '@jest/globals';
import { RISKS } from '../../shared/tool/index.ts';
import { tools } from '../../tools/index.ts';

/** Characters of the part that a model reads with every conversation; about four to a token. */
const BUDGET = 10_600;

test('the whole tool surface is as it was reviewed', () => {
  expect(
    tools.map((tool) => ({
      name: tool.name,
      title: tool.title,
      risk: tool.risk,
      annotations: tool.annotations,
      description: tool.description,
      inputSchema: tool.inputSchema,
      outputSchema: tool.outputSchema,
    })),
  ).toMatchSnapshot();
});

test('what a model reads of all tools stays within the budget', () => {
  const sizes = tools.map(({ name, description, inputSchema }) => JSON.stringify({ name, description, inputSchema }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET);
});
