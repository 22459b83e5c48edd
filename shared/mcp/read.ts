import { holdsReservedName, isRecord, readBody } from '../platform/index.ts';
import { boundsBroken, DEEPEST, holdsMore, MOST_AROUND, MOST_VALUES } from './json.ts';
import { rpcError } from './rpc-errors.ts';
import { SKILL_METHODS, skillParamsError } from './skill-methods.ts';

/** A JSON-RPC message. */
export type Message = Readonly<Record<string, unknown>>;

const LARGEST_BODY_BYTES = 4 * 1024 * 1024;
const SLOWEST_BODY_MS = 60_000;

/**
 * The second step: reads the one JSON-RPC message of a request.
 *
 * @returns the message, or the answer to a body or parameters that cannot be accepted
 * @throws the errors of {@link readBody}
 */
export async function read(request: Request): Promise<Message | Response> {
  const envelope = readEnvelope(await readBody(request, LARGEST_BODY_BYTES, SLOWEST_BODY_MS));
  if ('error' in envelope) return rpcError(400, envelope.error.code, envelope.error.message);
  const { body } = envelope;
  const error = paramsError(body);
  if (error === undefined) return body;
  // Without an id, nobody waits for a JSON-RPC answer: then the HTTP status says it.
  return rpcError('id' in body ? 200 : 400, -32602, `Invalid params: ${error}`, { id: body['id'] });
}

/** @see JSON-RPC 2.0 section 5.1 */
interface EnvelopeError {
  readonly code: -32700 | -32600;
  readonly message: string;
}

type Envelope = { readonly body: Record<string, unknown> } | { readonly error: EnvelopeError };

/** More than twice as many as any tool has: the SDKs copy them one by one. */
const MOST_ARGUMENTS = 100;

/** For people at a test form, such as that of the Azure portal with its default body `{"name":"Azure"}`. */
const EXAMPLE = 'Send one JSON-RPC 2.0 message, such as {"jsonrpc":"2.0","id":1,"method":"tools/list"}.';

const BROKEN = {
  'too deep': () => `The body is nested deeper than ${DEEPEST} levels.`,
  'too many values': () => `The body holds more than ${MOST_VALUES.toLocaleString('en-US')} values and names.`,
  'too many around': () =>
    `The body holds more than ${MOST_AROUND.toLocaleString('en-US')} values and names besides the arguments of a tool.`,
} as const;

/** Parses the text of a body, once for all who need it. */
export function readEnvelope(text: string): Envelope {
  if (text.trim() === '') return { error: { code: -32700, message: `Parse error: there is no body. ${EXAMPLE}` } };
  const broken = boundsBroken(text);
  if (broken !== undefined) return invalidRequest(BROKEN[broken]());
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { error: { code: -32700, message: 'Parse error: the body is not JSON.' } };
  }
  if (Array.isArray(body)) return invalidRequest('Batches are not supported: send one JSON-RPC message per request.');
  if (typeof body !== 'object' || body === null) return invalidRequest('The body must be a JSON-RPC 2.0 message.');
  if (holdsReservedName(Object.keys(body))) return invalidRequest('A message has no members named "headers" or "query".');
  if (!('jsonrpc' in body)) return invalidRequest(EXAMPLE);
  const message = withoutNulls(body);
  if (typeof message['id'] === 'number' && !Number.isSafeInteger(message['id'])) return invalidRequest(UNSAFE_ID);
  if (holdsMore(withoutArguments(message), MOST_AROUND)) return invalidRequest(BROKEN['too many around']());
  return { body: message };
}

/** JSON numbers beyond 2^53 are rounded, and no answer may bear an id that was never sent. */
const UNSAFE_ID = 'id must be a string, or an integer within ±(2^53 - 1).';

/**
 * A message without members that are null: clients in languages that write unset members send them, and JSON-RPC 2.0 and MCP know null only as the
 * id of an error. A request whose id is null stays one, and is rejected. Arguments are left to their tool.
 */
function withoutNulls(message: Message): Record<string, unknown> {
  const members = Object.entries(message).map(
    ([name, value]) => [name, name === 'params' ? withoutNullParams(message, value) : value] as const,
  );
  return Object.fromEntries(members.filter(([name, value]) => value !== null || (name === 'id' && !isNotification(message))));
}

const isNotification = ({ method }: Message) => typeof method === 'string' && method.startsWith('notifications/');

/** Members that a client must send, and what says there that it has nothing to say. */
const SAYING_NOTHING: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['capabilities', {}],
  ['io.modelcontextprotocol/clientCapabilities', {}],
  ['version', ''],
]);

function withoutNullParams({ method }: Message, params: unknown): unknown {
  if (method !== 'tools/call' || !isRecord(params) || !isRecord(params['arguments'])) return withoutNullMembers(params);
  const { arguments: args, ...rest } = params;
  return { ...(withoutNullMembers(rest) as object), arguments: args };
}

function withoutNullMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullMembers);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, member ?? SAYING_NOTHING.get(name) ?? null] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== null).map(([name, member]) => [name, withoutNullMembers(member)]));
}

/** The parts of a message that only the SDKs read. */
function withoutArguments(body: Message): unknown {
  const { method, params } = body;
  return method === 'tools/call' && isRecord(params) ? { ...body, params: { ...params, arguments: undefined } } : body;
}

const invalidRequest = (message: string): Envelope => ({ error: { code: -32600, message: `Invalid request: ${message}` } });

/**
 * Checks the parameters of the methods that have any: the older SDK would answer with its whole schema.
 *
 * @returns what is wrong, or undefined
 */
export function paramsError({ method, params }: Message): string | undefined {
  if (typeof method === 'string' && SKILL_METHODS.has(method)) return skillParamsError(method, params);
  if (method !== 'tools/call' && method !== 'tools/list') return undefined;
  if (params === undefined && method === 'tools/list') return undefined;
  if (!isRecord(params)) return 'params must be an object.';
  if (method === 'tools/list') {
    return params['cursor'] === undefined || typeof params['cursor'] === 'string' ? undefined : 'cursor must be a string.';
  }
  if (typeof params['name'] !== 'string') return 'name must be the name of a tool.';
  if (params['arguments'] === undefined) return undefined;
  if (!isRecord(params['arguments'])) return 'arguments must be an object.';
  return Object.keys(params['arguments']).length > MOST_ARGUMENTS ? 'no tool has so many arguments.' : undefined;
}

/** @returns the name and arguments of the tool that a message calls; undefined for any other message. */
export function calledTool(message: Message): { name: string; args: unknown } | undefined {
  if (message['method'] !== 'tools/call') return undefined;
  const params = message['params'] as { name?: unknown; arguments?: unknown } | null | undefined;
  return typeof params?.name === 'string' ? { name: params.name, args: params.arguments } : undefined;
}
