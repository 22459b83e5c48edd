import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';
import { withoutNothing } from '../contract/support/without-nothing.ts';
import type { CallCase } from './tool-calls.ts';
import type { HostileApp } from './hostile-app.ts';

const VERSION = '2026-07-28';
const META = {
  'io.modelcontextprotocol/protocolVersion': VERSION,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const Answer = z.union([
  z.object({
    id: z.literal(7),
    result: z.object({
      content: z.tuple([z.object({ type: z.literal('text'), text: z.string().min(1) })]),
      structuredContent: z.record(z.string(), z.unknown()).optional(),
      isError: z.boolean().optional(),
    }),
  }),
  z.object({ id: z.literal(7), error: z.object({ code: z.literal(-32602), message: z.string().min(1).max(800) }) }),
]);

/** How a call ended: `refused`: its arguments cannot be used; `stopped`: the guard refuses it, or asks a person. Of both nothing was sent. */
export type Outcome = 'ok' | 'refused' | 'stopped' | 'failed';

/** The guard's own words. */
const STOPPED =
  /\b(?:Nothing was (?:sent|bought|changed|looked up)|Nobody was called)\b|^The same call is being carried out\.|: nothing was done\. /;

/** No pattern says more of an error than a model can read. */
const LONGEST_ERROR = 6_000;

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const SCHEMAS = new Map(
  tools.map(({ name, inputSchema, outputSchema }) => [name, { input: ajv.compile(inputSchema), output: ajv.compile(outputSchema) }]),
);

const ALSO_TAKEN = new Map(RECORDS.map(({ tool, alsoTaken = {} }) => [tool.name, alsoTaken]));
const NOT_SHOWN = new Map(tools.map(({ name, rare = [] }) => [name, rare]));

/** Whether the schema that every client sees lets these arguments through, or would in another form that the tool takes as well. */
export function fitsInput(tool: string, args: unknown): boolean {
  const fits = SCHEMAS.get(tool)?.input;
  const alsoTaken = ALSO_TAKEN.get(tool) ?? {};
  if (fits?.(args) === true) return true;
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return false;
  const shown = Object.entries(args).filter(([name]) => NOT_SHOWN.get(tool)?.includes(name) !== true);
  const asShown = shown.map(([name, value]) => [name, Object.hasOwn(alsoTaken, name) ? alsoTaken[name]?.(value) : value]);
  return fits?.(withoutNothing(tools.find(({ name }) => name === tool)?.inputSchema, Object.fromEntries(asShown))) === true;
}

/**
 * Calls a tool.
 *
 * @param quoted The words of Telnyx.
 * @throws for an answer that breaks a promise to every call, whatever its arguments and the words of Telnyx.
 */
export async function callTool(hostile: HostileApp, { tool, era, args }: CallCase, quoted?: () => string): Promise<Outcome> {
  const modern = era === 'modern';
  const params = { name: tool, arguments: args, ...(modern && { _meta: META }) };
  const request = {
    method: 'POST',
    path: '/mcp/stream',
    headers: {
      authorization: `Bearer ${hostile.token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(modern && { 'mcp-protocol-version': VERSION, 'mcp-method': 'tools/call', 'mcp-name': tool }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params }),
  };
  const answer = await hostile.send(request, quoted);
  // What is too deep or no object at all is refused before anybody asks which call it was.
  if (answer.status === 400 && /"code":-326(00|02)/.test(answer.text)) return 'refused';
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status} ${answer.text.slice(0, 500)}`);
  const rpc = Answer.parse(JSON.parse(answer.text));
  if ('error' in rpc) return 'refused';
  const { result } = rpc;
  const [{ text }] = result.content;
  if (result.isError !== true) {
    const fits = SCHEMAS.get(tool)?.output;
    if (fits?.(result.structuredContent) !== true) throw new Error(`The result does not fit its schema: ${ajv.errorsText(fits?.errors)}`);
    return 'needs_approval' in (result.structuredContent ?? {}) ? 'stopped' : 'ok';
  }
  if (text.length > LONGEST_ERROR) throw new Error(`An error of ${text.length} characters: ${text.slice(0, 300)}`);
  if (/inside this server/.test(text)) throw new Error(`An error that nobody foresaw: ${text}`);
  if (STOPPED.test(text)) return 'stopped';
  return / Nothing was done\. (Correct the arguments and call again|Call it with \w+|Tell the person)\.$/.test(text) ? 'refused' : 'failed';
}
