import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
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

const REGION = 'GET /{bucket}?location';
const FACTS = 'HEAD /{bucket}/{key}';

/** What is asked besides: a number is found by the list, whose records are the same; a bucket is asked in its own region only. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  get_phone_number: ['GET /phone_numbers'],
  create_bucket: [REGION],
  list_files: [REGION],
  upload_file: [REGION, FACTS],
  download_file: [REGION, FACTS],
  delete_file: [REGION],
};

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
    const others = OTHERS[name] ?? [];
    expect([...allowed, ...others]).toEqual(expect.arrayContaining(made));
  });
});
