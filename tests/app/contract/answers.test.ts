import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { explain, type Tool } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';
import { CALLS } from './support/calls.ts';
import { exampleOf, inlined, readWholeOpenApi } from './support/openapi.ts';
import { runTool } from './support/run-tool.ts';
import { json } from './support/telnyx-edge.ts';

const Rows = z.looseObject({ data: z.unknown().optional() });
const Members = z.record(z.string(), z.unknown());
const Shape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
});

const fits = (tool: Tool, structured: unknown) => z.fromJSONSchema(tool.outputSchema).safeParse(structured).success;

/** The first call of each tool that gets JSON, with what it asks for. */
const FIRST = tools.flatMap((tool) => {
  const call = CALLS.find((one) => one.tool === tool.name);
  if (call === undefined) throw new Error(`No call of ${tool.name}`);
  return call.s3 || call.gathers || call.passesOn || call.requests.length === 0 ? [] : [[tool.name, tool, call] as const];
});

const document = readWholeOpenApi();

(document ? describe : describe.skip)("the examples of Telnyx's own document", () => {
  test.each(FIRST.filter(([, , { answer }]) => answer !== 'none'))('%s', async (_name, tool, call) => {
    const [method = '', path = ''] = (call.requests[0] ?? '').split(' ');
    const operation = Members.parse(document && inlined(document, document.paths[path]?.[method.toLowerCase()]));
    const schema = z
      .object({
        responses: z.record(
          z.string(),
          z.object({
            content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }).optional(),
          }),
        ),
      })
      .transform(({ responses }) => (responses['200'] ?? responses['201'])?.content?.['application/json'].schema)
      .parse(operation);
    const example = Rows.parse(exampleOf(schema));

    const { result, error } = await runTool(tool, call.args, json(example));
    expect(error).toBeUndefined();
    expect(fits(tool, result?.structured)).toBe(true);

    // What the tool promises and Telnyx gave must be there: our fields drop what does not fit, and that must not hide a mistake.
    const [given, got, promised] = Array.isArray(example.data)
      ? [example.data[0], z.array(z.unknown()).parse(result?.structured['data'])[0], itemProperties(tool)]
      : [call.answer === 'bare' ? example : example.data, result?.structured, properties(tool.outputSchema)];
    const source = Members.parse(given);
    const kept = Object.keys(Members.parse(got));
    expect(kept.length).toBeGreaterThan(0);
    for (const name of promised) if (!NOTHING.has(JSON.stringify(source[name]))) expect(kept).toContain(name);
  });
});

/** What an answer may leave out. */
const NOTHING = new Set([undefined, 'null', '""', '[]']);

const properties = (schema: unknown) => Object.keys(Shape.parse(schema).properties);
const itemProperties = (tool: Tool) => {
  const { properties: members } = Shape.parse(tool.outputSchema);
  return properties(z.looseObject({ items: z.unknown() }).parse(members['data']).items);
};

const isList = (tool: Tool) => 'data' in Shape.parse(tool.outputSchema).properties;

/** A deletion needs no answer but its status. */
describe('U9: a success without what was asked for is no success', () => {
  test.each(FIRST.filter(([, tool, { answer }]) => answer !== 'none' && !isList(tool)))('%s', async (_name, tool, call) => {
    for (const answer of [{}, { data: {} }, { data: null }, { data: { record_type: 'x' } }]) {
      const { error, result } = await runTool(tool, call.args, json(answer));
      expect(result).toBeUndefined();
      expect(explain(error, tool)?.text).toMatch(/The answer could not be read\..*(UNKNOWN|Nothing was changed)/);
    }
  });
});

describe('U9: an odd record of a page is left out by itself, and counted', () => {
  test.each(FIRST.filter(([, tool]) => isList(tool)))('%s', async (_name, tool, call) => {
    const { result } = await runTool(tool, call.args, json({ data: [null, {}, 'x', {}] }));
    expect(fits(tool, result?.structured)).toBe(true);
    expect(result?.structured).toMatchObject({ incomplete: expect.stringMatching(/^2 items of /) });
  });
});

describe.each(FIRST)('%s', (_name, tool, call) => {
  const enveloped = (record: object): object => (call.answer === 'bare' ? record : { data: isList(tool) ? [record] : record });

  test('MCP25-TOOL-3, MCP26-TOOL-4: tolerates fields of other types, and null', async () => {
    const names = isList(tool) ? itemProperties(tool) : properties(tool.outputSchema);
    for (const odd of [null, 7, 'x', true, [], {}, [null], [[1]], { a: 1 }]) {
      const record = Object.fromEntries(names.map((name) => [name, odd]));
      const answer = { ...enveloped(record), meta: odd };
      const { result, error } = await runTool(tool, call.args, json(answer));
      if (error === undefined) expect(fits(tool, result?.structured)).toBe(true);
      else expect(error).toMatchObject({ code: 'upstream_unavailable', reason: 'unreadable' });
    }
  });

  test('U12: tells no secret that an answer holds', async () => {
    const secrets = {
      v1_secret: 'hush-1',
      external_pin: 'hush-2',
      password: 'hush-3',
      sip_password: 'hush-3b',
      token: 'hush-4',
      api_key: 'hush-5',
    };
    // Every member that some answer cannot be without.
    const needed = Object.fromEntries(properties(tool.outputSchema).map((name) => [name, name === 'buckets' ? ['b'] : '1']));
    const record = { ...needed, id: '1', ...secrets, nested: { ...secrets } };
    const { result } = await runTool(tool, call.args, json(enveloped(record)));
    expect(result).toBeDefined();
    expect(JSON.stringify(result)).not.toContain('hush');
  });

  const noEnvelopes = call.answer === 'none' ? [] : [[], null, 'text', 5, {}, { data: 3 }, ...(isList(tool) ? [] : [{ data: null }])];

  test('an answer that is no envelope is said to be unreadable', async () => {
    for (const answer of noEnvelopes) {
      const { error } = await runTool(tool, call.args, json(answer));
      expect(error).toMatchObject({
        code: 'upstream_unavailable',
        reason: 'unreadable',
        outcome: 'unknown',
      });
    }
  });
});
