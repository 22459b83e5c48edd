import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { explain, type Tool } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';
import { contextFor } from '../contract/support/run-tool.ts';
import { withoutNothing } from '../contract/support/without-nothing.ts';
import { legacy, modern, useApp, useClient } from '../../support/index.ts';
import { callTool } from '../../support/call-tool.ts';

const Schema = z.record(z.string(), z.unknown());
const Listed = z.object({
  result: z.object({ tools: z.array(z.object({ name: z.string(), inputSchema: Schema, outputSchema: Schema })) }),
});

/** A judge of its own, that knows 2020-12 only; formats are names to it, as they are by default in that dialect. */
const judge = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

describe('the schemas on the wire', () => {
  const app = useApp();
  const owner = useClient(app);

  test.each([
    ['MCP25-SCHEMA-1, MCP25-TOOL-2: in the old era', legacy],
    ['MCP26-SCHEMA-1, MCP26-TOOL-3: in the new era', modern],
  ])('%s name no dialect, and are valid in 2020-12', async (_era, send) => {
    const { result } = Listed.parse(await (await send(app, 'tools/list', {}, { token: owner.token })).json());
    expect(result.tools).toHaveLength(tools.length);
    for (const { inputSchema, outputSchema } of result.tools) {
      for (const schema of [inputSchema, outputSchema]) {
        expect(schema).toMatchObject({ type: 'object' });
        expect(schema).not.toHaveProperty(['$schema']);
        expect(judge.validateSchema(schema)).toBe(true);
        expect(() => judge.compile(schema)).not.toThrow();
      }
    }
  });
});

/** A Telnyx that nobody can reach: whatever gets past the arguments fails there in another way. */
const NOWHERE = 'http://127.0.0.1:9';

/** Whether the tool refused its arguments, before it asked anybody. */
async function refuses(tool: Tool, args: unknown): Promise<boolean> {
  const error = await callTool(tool, args, contextFor(tool, NOWHERE)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error !== undefined && explain(error, tool)?.code === 'invalid_input';
}

const ODD = [null, true, 1.5, -1, '', 'x', [], [1], {}, { a: 1 }];

/** Arguments around a good call: each member left out, and each in another type. */
function around(args: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const names = Object.keys(args);
  return [
    ...names.map((name) => Object.fromEntries(Object.entries(args).filter(([other]) => other !== name))),
    ...names.flatMap((name) => ODD.map((value) => ({ ...args, [name]: value }))),
  ];
}

const BY_TOOL = RECORDS.map((record) => [record.tool.name, record] as const);

test.each(BY_TOOL)(
  'MCP25-SCHEMA-2, MCP26-SCHEMA-2, MCP25-TOOL-4, MCP26-TOOL-5: %s takes nothing that its schema refuses',
  async (_name, { tool, calls, alsoTaken = {} }) => {
    const validate = judge.compile(tool.inputSchema);
    const { rare = [] } = tool;
    const shown = (args: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(args).filter(([name]) => !rare.includes(name)));
    const fits = (args: Readonly<Record<string, unknown>>) =>
      validate(withoutNothing(tool.inputSchema, shown(args))) ||
      (validate.errors ?? []).every(({ instancePath }) => (instancePath.split('/')[1] ?? '') in alsoTaken);
    for (const { args } of Object.values(calls)) expect({ args, fits: fits(args) }).toEqual({ args, fits: true });
    const { args: good } = calls['full'] ?? calls.least;
    // No schema says that there are no other arguments, because Gemini takes none that does: still there are none.
    const misfits = [{ ...good, no_such_argument: 1 }, ...around(good).filter((args) => !fits(args))];
    for (const args of misfits) expect({ args, refused: await refuses(tool, args) }).toEqual({ args, refused: true });
  },
);
