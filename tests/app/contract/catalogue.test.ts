import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';
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
  bodyRequired: z.array(z.string()),
  alsoCalls: z.array(z.object({ method: z.string(), path: z.string() })),
});

const Required = z.looseObject({ required: z.array(z.string()).default([]) });

const file = readBeside('tools.json', 'TELNYX_TOOLS');
const contract = file === undefined ? [] : z.array(Entry).parse(file);

/** A tool that the contract does not know yet is reviewed in tests/tools/surface. */
const BY_NAME = RECORDS.filter(({ tool }) => file === undefined || contract.some(({ name }) => name === tool.name)).map(
  (record) => [record.tool.name, record] as const,
);

(file === undefined ? describe.skip : describe)('the contract', () => {
  test('has these tools, in this order', () => {
    const known = contract.map(({ name }) => name);
    expect(tools.map(({ name }) => name).filter((name) => known.includes(name))).toEqual(known);
  });

  test.each(BY_NAME)("%s requires what Telnyx's body requires", (name, { tool, notAsked = [] }) => {
    const { required } = Required.parse(tool.inputSchema);
    const wanted = contract.find((one) => one.name === name)?.bodyRequired ?? [];
    expect(wanted.filter((member) => !required.includes(member))).toEqual(notAsked);
  });

  test.each(BY_NAME)('%s does what it says, and is annotated so', (name, { tool, besides = [] }) => {
    const entry = contract.find((one) => one.name === name);
    // A tool that can also make links does not only read. Which tools ask a person, and which reach outside, is our own rule: schema-rules.
    const reads = entry?.readOnly === true && tool.raises === undefined;
    expect(tool.annotations.readOnlyHint).toBe(reads);
    if (entry?.destructive) expect(tool.annotations.destructiveHint).toBe(true);
    expect(tool.annotations.idempotentHint).toBe(entry?.idempotent === true && (reads || !entry.readOnly));
    const allowed = [entry, ...(entry?.alsoCalls ?? [])].map((one) => `${one?.method} ${one?.path}`);
    const made = CALLS.filter((call) => call.tool === name).flatMap(({ requests }) => requests);
    expect(made).toContain(allowed[0]);
    expect([...allowed, ...besides]).toEqual(expect.arrayContaining(made));
  });
});
