import { Client as ModernClient } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
// The low-level server gives the schemas as they are.
/* eslint-disable @typescript-eslint/no-deprecated */
import { tools } from '../../../tools/index.ts';

/** Calls of these may be answered by the guard instead of the tool. */
const GUARDED = tools.filter(({ risk, raises, guard }) => risk !== 'read' || raises !== undefined || guard.counts === 'lookups');

const ASKED = {
  sent: false,
  needs_approval: {
    what: 'Text to +1 312 555 0144',
    open: 'https://app.example.com/approvals/0123456789abcdefghijkl',
    until: '14:20 UTC',
    next: 'Not sent yet. Show this link to the person.',
  },
};

const Part = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
});

/** A value with every member that the schema names. */
function sampleOf(schema: unknown): unknown {
  const { type, properties, items, enum: listed } = Part.parse(schema);
  if (listed) return listed[0];
  if (type === 'object') return Object.fromEntries(Object.entries(properties ?? {}).map(([name, part]) => [name, sampleOf(part)]));
  if (type === 'array') return items === undefined ? [] : [sampleOf(items)];
  if (type === 'number' || type === 'integer') return 1;
  return type === 'boolean' ? true : 'text';
}

const receiptOf = (name: string) =>
  z.record(z.string(), z.unknown()).parse(sampleOf(tools.find((tool) => tool.name === name)?.outputSchema));

/** What the server answers next, whatever is called. */
let next: Record<string, unknown> = {};

function serve() {
  const server = new Server({ name: 'guard', version: '1' }, { capabilities: { tools: {} } });
  const listed = GUARDED.map(({ name, inputSchema, outputSchema }) => ({
    name,
    inputSchema: { ...inputSchema },
    outputSchema: { ...outputSchema },
  }));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  server.setRequestHandler(CallToolRequestSchema, () => ({
    content: [{ type: 'text' as const, text: JSON.stringify(next) }],
    structuredContent: next,
  }));
  return server;
}

const WHO = { name: 'strict', version: '1.0.0' };

describe.each([
  ['1', () => new LegacyClient(WHO)],
  ['2', () => new ModernClient(WHO)],
] as const)("a client of the SDK's version %s, which checks every answer against the output schema", (_version, create) => {
  const client = create();
  const server = serve();
  beforeAll(async () => {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await Promise.all([server.connect(ours), client.connect(theirs)]);
    await client.listTools();
  });
  afterAll(() => client.close());

  test.each(GUARDED.map(({ name }) => name))('takes from %s that a person is asked, and the receipt of an earlier call', async (name) => {
    next = ASKED;
    expect((await client.callTool({ name, arguments: {} })).structuredContent).toEqual(ASKED);
    next = { ...receiptOf(name), duplicate_of: { at: '2026-01-02T12:00:00Z', note: 'Sent 4 minutes ago, not again.' } };
    expect((await client.callTool({ name, arguments: {} })).structuredContent).toEqual(next);
  });

  test('refuses an answer that does not fit, so these fit', async () => {
    next = { ...receiptOf('delete_integration_secret'), deleted: 'yes' };
    await expect(client.callTool({ name: 'delete_integration_secret', arguments: {} })).rejects.toThrow('schema');
  });
});
