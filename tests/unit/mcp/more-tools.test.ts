import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { createCatalogue } from '../../../shared/mcp/index.ts';
import { countTools } from '../../../shared/mcp/more-tools.ts';
import { tools } from '../../../tools/index.ts';
import { readBeside } from '../../app/contract/support/openapi.ts';

const file = readBeside('tools.json', 'TELNYX_TOOLS');

test('46 tools are of Telnyx, and the others are counted beside them', () => {
  expect(createCatalogue(tools).counts).toEqual({ tools: 46, more: tools.length - 46 });
});

test('a selection counts what it leaves', () => {
  expect(createCatalogue(tools, { only: ['get_balance', 'get_spend', 'preview_action'] }).counts).toEqual({ tools: 1, more: 2 });
});

(file === undefined ? test.skip : test)('the 46 are those of the contract', () => {
  const contract = z.array(z.object({ name: z.string() })).parse(file);
  const others = tools.filter(({ name }) => !contract.some((entry) => entry.name === name));
  expect(contract).toHaveLength(46);
  expect(countTools(others)).toEqual({ tools: 0, more: others.length });
});
