import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { explain, type Tool } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';
import { runTool } from '../contract/support/run-tool.ts';
import { type Answer, inTurn } from '../contract/support/telnyx-edge.ts';

/** A call of a tool, what Telnyx answers, and what a model must get. */
const Case = z.strictObject({
  id: z.string(),
  /** Where the answer is known from. */
  source: z.string(),
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  /** One after the other; the last one repeats. A body that is a text is sent as it is, any other as JSON. */
  answers: z.array(z.strictObject({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() })).min(1),
  expect: z.strictObject({
    ok: z.boolean(),
    /** Regular expressions, without regard to case, on the text that a model reads. */
    must: z.array(z.string()).default([]),
    mustText: z.array(z.string()).default([]),
    not: z.array(z.string()).default([]),
    /** Paths that have a value in the structured answer. */
    has: z.array(z.string()).default([]),
    /** How many requests may go out. */
    requests: z.number().optional(),
  }),
});

const FOLDER = join(import.meta.dirname, 'telnyx');
const CASES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => Case.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))));

/** Bodies too large for a file, by the id of the case. */
const LARGE_BODIES: Readonly<Record<string, () => unknown>> = {
  'assistants-too-large': () => ({
    data: ['1', '2', '3'].map((id) => ({ id, name: `Assistant ${id}`, instructions: 'x'.repeat(1_900_000) })),
  }),
};

const sent = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

const upstream = ({ id, answers }: z.output<typeof Case>): Answer =>
  inTurn(
    ...answers.map(({ status, headers, body }): Answer => {
      const content = sent(LARGE_BODIES[id]?.() ?? body);
      return (_seen, response) => void response.writeHead(status, headers).end(content);
    }),
  );

function toolOf(name: string): Tool {
  const tool = tools.find((one) => one.name === name);
  if (!tool) throw new Error(`No tool is called ${name}.`);
  return tool;
}

/** The value at a path such as `to.0.status`. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined), value);

describe("answers that Telnyx's documentation, its SDK and public logs show", () => {
  test.each(CASES.map((one) => [one.id, one] as const))('%s', async (_id, one) => {
    const tool = toolOf(one.tool);
    const { result, error, seen } = await runTool(tool, one.args, upstream(one));
    const text = result?.text ?? explain(error, tool)?.text;
    expect(text).toBeDefined();
    expect({ ok: result !== undefined, text }).toEqual({ ok: one.expect.ok, text });
    for (const pattern of [...one.expect.must, ...one.expect.mustText]) expect(text).toMatch(new RegExp(pattern, 'i'));
    for (const pattern of one.expect.not) expect(text).not.toMatch(new RegExp(pattern, 'i'));
    for (const path of one.expect.has) expect([path, at(result?.structured, path) ?? 'no value']).not.toEqual([path, 'no value']);
    if (one.expect.requests !== undefined) expect(seen.length).toBeLessThanOrEqual(one.expect.requests);
  });
});
