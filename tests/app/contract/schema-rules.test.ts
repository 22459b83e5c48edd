import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { RISKS, type Risk } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';

/** Rules that a client may hold a tool list to: one breach, and it drops every tool. */
const Part = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  maxItems: z.number().optional(),
  maxProperties: z.number().optional(),
});

/** Every schema below one, with its place. */
function parts(schema: unknown, at = ''): [string, z.output<typeof Part>][] {
  const part = Part.parse(schema);
  return [
    [at, part],
    ...Object.entries(part.properties ?? {}).flatMap(([key, inside]) => parts(inside, `${at}/${key}`)),
    ...(part.items === undefined ? [] : parts(part.items, `${at}/[]`)),
    ...(part.anyOf ?? []).flatMap((inside) => parts(inside, at)),
    ...(isSchema(part.additionalProperties) ? parts(part.additionalProperties, `${at}/*`) : []),
  ];
}

const isSchema = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** More than this nobody sends at once; the whole message is bounded besides. */
const LARGEST_BOUND = 1_000;

const WRITES: readonly Risk[] = ['write', 'outbound', 'purchase', 'destructive', 'credential'];

/** What clients ask a person about. */
const ASKED: readonly Risk[] = ['outbound', 'purchase', 'destructive', 'credential'];
/** Writes that change nothing more the second time. */
const IDEMPOTENT = ['create_bucket', 'stop_playback'];
/** Reads and chats in whose answers strangers wrote. */
const READS_STRANGERS = [
  'read_operation',
  'change_operation',
  'send_operation',
  'buy_operation',
  'delete_operation',
  'credential_operation',
  'get_message',
  'lookup_number',
  'chat_with_assistant',
  'list_files',
  'download_file',
  'list_webhook_deliveries',
  'list_conversations',
  'get_conversation',
  'wait_for',
  'get_call',
  'search_detail_records',
];

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (_name, tool) => {
  test("has a name with room for a client's prefix, a title and a description", () => {
    expect(tool.name).toMatch(/^[a-z0-9_]{1,40}$/);
    expect(tool.title.length).toBeGreaterThan(0);
    expect(tool.description).toMatch(/^[A-Z].*\.$/s);
  });

  test('MCP26-SCHEMA-3: takes and gives objects without a choice at the root', () => {
    for (const schema of [tool.inputSchema, tool.outputSchema]) {
      expect(schema.type).toBe('object');
      for (const choice of ['oneOf', 'anyOf', 'allOf', 'not', '$ref']) expect(schema).not.toHaveProperty([choice]);
      expect(JSON.stringify(schema)).not.toContain('"$ref"');
    }
  });

  test('names properties as every client accepts them, and types them all', () => {
    for (const [at, part] of parts(tool.inputSchema)) {
      expect([at, typeof part.type]).toEqual([at, 'string']);
      for (const key of Object.keys(part.properties ?? {})) expect(key).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
    }
    for (const [, part] of parts(tool.outputSchema))
      for (const key of Object.keys(part.properties ?? {})) expect(key).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
  });

  test('D3: bounds every list and every open object that it takes', () => {
    // With all that clients are not shown.
    for (const [at, part] of parts(z.toJSONSchema(tool.input, { io: 'input', reused: 'inline' }))) {
      const isOpen = part.additionalProperties !== undefined && part.additionalProperties !== false;
      const bound = part.type === 'array' ? part.maxItems : isOpen ? part.maxProperties : 0;
      expect({ at, isBounded: (bound ?? Infinity) <= LARGEST_BOUND }).toEqual({ at, isBounded: true });
      for (const choice of ['oneOf', 'allOf', 'prefixItems', 'patternProperties', '$ref']) expect(part).not.toHaveProperty([choice]);
    }
  });

  test('needs none of the arguments that it does not show', () => {
    const { properties, required } = z
      .object({ properties: z.record(z.string(), z.unknown()).default({}), required: z.array(z.string()).default([]) })
      .parse(tool.inputSchema);
    expect([...Object.keys(properties), ...(tool.rare ?? [])].sort()).toEqual(Object.keys(tool.input.shape).sort());
    for (const name of tool.rare ?? []) expect(required).not.toContain(name);
  });

  test('tells clients all four hints, each true of every call', () => {
    const risks: Risk[] = tool.raises ? [tool.risk, tool.raises.risk] : [tool.risk];
    expect(tool.annotations).toEqual({
      readOnlyHint: risks.every((risk) => risk === 'read'),
      destructiveHint: risks.some((risk) => ASKED.includes(risk)),
      idempotentHint:
        IDEMPOTENT.includes(tool.name) || ((tool.risk === 'read' || tool.risk === 'destructive') && tool.name !== 'download_file'),
      openWorldHint: READS_STRANGERS.includes(tool.name) || risks.some((risk) => risk === 'outbound' || risk === 'purchase'),
    });
  });

  test('has the scope and the retries of its risk', () => {
    const { scope, retry } = RISKS[tool.risk];
    expect(scope === 'telnyx.read').toBe(!WRITES.includes(tool.risk));
    expect(retry === 'transient').toBe(tool.risk === 'read');
  });
});

test('names of tools are unique', () => {
  expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
});

test('a request key is taken where a second call is a second message, call or order, and nowhere else', () => {
  expect(tools.filter(({ input }) => 'request_key' in input.shape).map(({ name }) => name)).toEqual([
    'send_message',
    'create_number_order',
    'create_call',
    'start_assistant_call',
    'send_operation',
    'buy_operation',
  ]);
});
