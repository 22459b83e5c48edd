import { expect, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';

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
