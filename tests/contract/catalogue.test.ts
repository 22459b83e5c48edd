import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { RISKS } from '../../shared/tool/index.ts';
import { tools } from '../../tools/index.ts';
import { CALLS } from './support/calls.ts';
import { readBeside } from './support/openapi.ts';

const Entry = z.object({
  name: z.string(),
  method: z.string(),
  path: z.string(),
  readOnly: z.boolean(),
  destructive: z.boolean(),
  idempotent: z.boolean(),
  openWorld: z.boolean(),
  alsoCalls: z.array(z.object({ method: z.string(), path: z.string() })),
});

const file = readBeside('tools.json', 'TELNYX_TOOLS');
const contract = file === undefined ? [] : z.array(Entry).parse(file);

(contract.length > 0 ? describe : describe.skip)('the contract', () => {
  test('has these tools, in this order', () => {
    const names = new Set(tools.map(({ name }) => name));
    expect(tools.map(({ name }) => name)).toEqual(contract.map(({ name }) => name).filter((name) => names.has(name)));
    expect(names.size).toBe(tools.length);
  });

  test.each(tools.map((tool) => [tool.name, tool] as const))('%s does what it says, and is annotated so', (name, tool) => {
    const entry = contract.find((one) => one.name === name);
    expect(tool.annotations).toEqual({
      readOnlyHint: entry?.readOnly,
      destructiveHint: entry?.destructive,
      idempotentHint: entry?.idempotent,
      openWorldHint: entry?.openWorld,
    });
    const allowed = [entry, ...(entry?.alsoCalls ?? [])].map((one) => `${one?.method} ${one?.path}`);
    const made = CALLS.filter((call) => call.tool === name).flatMap(({ requests }) => requests);
    expect(made).toContain(allowed[0]);
    // A number is found by the list, whose records are the same.
    const others = name === 'get_phone_number' ? ['GET /phone_numbers'] : [];
    expect([...allowed, ...others]).toEqual(expect.arrayContaining(made));
  });
});
