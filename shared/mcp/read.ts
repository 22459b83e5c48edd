import { holdsReservedName } from '../platform/index.ts';
import { boundsBroken, DEEPEST, holdsMore, MOST_AROUND, MOST_VALUES } from './json-bounds.ts';

/** What a body is refused with: a JSON-RPC 2.0 error code and a sentence. */
export interface EnvelopeFault {
  readonly code: -32700 | -32600 | -32602;
  readonly message: string;
}

export type Envelope = { readonly body: Record<string, unknown> } | { readonly fault: EnvelopeFault };

/** No tool has half as many; the SDKs copy each one by one. */
const MOST_ARGUMENTS = 100;

/** What a person at a test form needs, such as that of the Azure portal, whose own default body is `{"name":"Azure"}`. */
const EXAMPLE = 'Send one JSON-RPC 2.0 message, such as {"jsonrpc":"2.0","id":1,"method":"tools/list"}.';

const BROKEN = {
  'too deep': `The body is nested deeper than ${DEEPEST} levels.`,
  'too many values': `The body holds more than ${MOST_VALUES.toLocaleString('en-US')} values and names.`,
  'too many around': `The body holds more than ${MOST_AROUND.toLocaleString('en-US')} values and names besides the arguments of a tool.`,
} as const;

/** In: the text of a body. Out: the one JSON-RPC message in it, parsed once for all who need it, or what is wrong. */
export function readEnvelope(text: string): Envelope {
  if (text.trim() === '') return { fault: { code: -32700, message: `Parse error: there is no body. ${EXAMPLE}` } };
  const broken = boundsBroken(text);
  if (broken !== undefined) return refuse(BROKEN[broken]);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { fault: { code: -32700, message: 'Parse error: the body is not JSON.' } };
  }
  if (Array.isArray(body)) return refuse('Batches are not supported: send one JSON-RPC message per request.');
  if (typeof body !== 'object' || body === null) return refuse('The body must be a JSON-RPC 2.0 message.');
  if (holdsReservedName(Object.keys(body))) return refuse('A message has no members named "headers" or "query".');
  if (!('jsonrpc' in body)) return refuse(EXAMPLE);
  const message = body as Record<string, unknown>;
  if (holdsMore(withoutArguments(message), MOST_AROUND)) return refuse(BROKEN['too many around']);
  return { body: message };
}

/** What only the SDKs read of a message. */
function withoutArguments(body: Record<string, unknown>): unknown {
  const { method, params } = body;
  return method === 'tools/call' && isPlain(params) ? { ...body, params: { ...params, arguments: undefined } } : body;
}

const refuse = (message: string): Envelope => ({ fault: { code: -32600, message: `Invalid request: ${message}` } });

/**
 * What is wrong with the parameters of the two methods we serve; the older SDK would answer a dump of its schema. Without arguments some
 * clients send null: that is taken for none.
 */
export function faultOfParams(body: Readonly<Record<string, unknown>>): string | undefined {
  const { method, params } = body;
  if (method !== 'tools/call' && method !== 'tools/list') return undefined;
  if (params === undefined && method === 'tools/list') return undefined;
  if (!isPlain(params)) return 'params must be an object.';
  if (method === 'tools/list') {
    return params['cursor'] === undefined || typeof params['cursor'] === 'string' ? undefined : 'cursor must be a string.';
  }
  if (params['arguments'] === null) delete params['arguments'];
  if (typeof params['name'] !== 'string') return 'name must be the name of a tool.';
  if (params['arguments'] === undefined) return undefined;
  if (!isPlain(params['arguments'])) return 'arguments must be an object.';
  return Object.keys(params['arguments']).length > MOST_ARGUMENTS ? 'no tool has so many arguments.' : undefined;
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether `__proto__` is a name anywhere inside. In: JSON that {@link readEnvelope} found shallow enough. */
export function holdsPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(holdsPrototype);
}

/** The tool that a message calls, if it calls one. */
export function calledTool(body: Readonly<Record<string, unknown>>): { name: string; args: unknown } | undefined {
  if (body['method'] !== 'tools/call') return undefined;
  const params = body['params'] as { name?: unknown; arguments?: unknown } | null | undefined;
  return typeof params?.name === 'string' ? { name: params.name, args: params.arguments } : undefined;
}
