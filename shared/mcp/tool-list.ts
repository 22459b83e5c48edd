import type { Scope } from '../identity/index.ts';
import { RISKS, type Annotations, type ObjectSchema, type Risk, type Tool } from './tool/index.ts';

/** What Claude Code reads: a person decides about each call, whatever was allowed before. Others ignore it. */
const ASK_ALWAYS = { 'anthropic/requiresUserInteraction': true } as const;

/** @see MCP specification, server/tools, `Tool` */
interface ToolListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly annotations: Annotations;
  readonly _meta?: typeof ASK_ALWAYS;
}

/** @returns the tools that a token with these scopes can call, as a JSON array in UTF-8. */
export function toolListFor(tools: readonly Tool[], scopes: readonly Scope[], askAlways: readonly Risk[]): Uint8Array {
  const listings = tools.filter((tool) => isListed(tool, scopes)).map((tool) => toListing(tool, scopes, askAlways));
  return Buffer.from(JSON.stringify(listings));
}

/** Whether a token with these scopes can make a call of the tool. */
export const isListed = ({ risk }: Pick<Tool, 'risk'>, scopes: readonly Scope[]): boolean => scopes.includes(RISKS[risk].scope);

/** Says what is true of every call that a token with these scopes can make: a token that allows no links reads files and does nothing more. */
function toListing(tool: Tool, held: readonly Scope[], askAlways: readonly Risk[]): ToolListing {
  const { name, title, description, inputSchema, outputSchema, risk, raises } = tool;
  const raisedTo = tool.scopes.every((scope) => held.includes(scope)) ? raises?.risk : undefined;
  const annotations = raisedTo === undefined ? tool.unraisedAnnotations : tool.annotations;
  const asks = askAlways.some((each) => each === risk || each === raisedTo);
  return { name, title, description, inputSchema, outputSchema, annotations, ...(asks && { _meta: ASK_ALWAYS }) };
}

/** How JSON.stringify writes an empty list of tools. It cannot occur inside a JSON string, whose quotes are escaped. */
const EMPTY_LIST = '"tools":[]';

/**
 * Writes the tool list into an answer that has an empty one. To write the same list as JSON for every request would cost more than all the rest of
 * the request.
 *
 * @param list a JSON array in UTF-8
 * @returns undefined where there is no empty list
 */
export function withToolList(answer: string, list: Uint8Array): ReadableStream<Uint8Array> | undefined {
  const at = answer.indexOf(EMPTY_LIST);
  if (at < 0) return undefined;
  const before = answer.slice(0, at + EMPTY_LIST.indexOf('['));
  const after = answer.slice(at + EMPTY_LIST.length);
  return concatenated([Buffer.from(before), list, Buffer.from(after)]);
}

/**
 * Puts the tool list into an SDK's answer to `tools/list`.
 *
 * @param response the SDK's answer with an empty list, or a JSON-RPC error, which stays as it is
 * @param list a JSON array in UTF-8
 * @throws Error where a result has no empty list: without this, clients would get no tools and nothing would fail
 */
export async function fillToolList(response: Response, list: Uint8Array): Promise<Response> {
  const text = await response.text();
  const filled = withToolList(text, list);
  if (filled) return new Response(filled, response);
  if (hasNoResult(response, text)) return new Response(text, response);
  throw new Error('The answer of the SDK to tools/list has no place for the tools.');
}

function hasNoResult({ ok, headers }: Response, text: string): boolean {
  if (!ok || text === '') return true;
  if (!headers.get('content-type')?.startsWith('text/event-stream')) return isError(text);
  const messages = text.split('\n').filter((line) => line.startsWith('data:'));
  return messages.length > 0 && messages.every((line) => isError(line.slice('data:'.length)));
}

function isError(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null && 'error' in message && !('result' in message);
  } catch {
    return false;
  }
}

/** Copies no chunk: the list is the same bytes for every request. */
function concatenated(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}
