import { afterAll, expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { tools } from '../../../tools/index.ts';

/** Tokens of what a model reads of all tools with every conversation. The five tools of the inbox take 600 of them. */
const BUDGET = 8_600;
/** Tokens of the largest single tool. */
const LARGEST = 400;

const costs = tools.map(({ name, description, inputSchema }) => ({
  name,
  tokens: countTokens(JSON.stringify({ name, description, inputSchema })),
}));
const total = costs.reduce((sum, { tokens }) => sum + tokens, 0);

test('what a model reads of all tools stays within the budget', () => {
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(BUDGET);
});

test('no tool takes more than its share', () => {
  expect(costs.filter(({ tokens }) => tokens > LARGEST)).toEqual([]);
});

afterAll(() => {
  const rows = costs.map(({ name, tokens }) => `  ${name.padEnd(34)} ${String(tokens).padStart(5)}`);
  process.stdout.write(`Tokens (o200k) of ${costs.length} tools in tools/list: ${total} of ${BUDGET}\n${rows.join('\n')}\n`);
});
