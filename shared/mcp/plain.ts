import { z } from 'zod';
import type { Era } from './mcp-request.ts';
import type { Message } from './read.ts';

/** A request that one result answers, and that needs nothing of an SDK. */
export type PlainRequest =
  | { readonly era: Era; readonly id: Id; readonly method: 'tools/list' | 'tools/call' }
  | { readonly era: 'legacy'; readonly id: Id; readonly method: 'initialize'; readonly protocolVersion: string }
  | { readonly era: 'legacy'; readonly id: Id; readonly method: 'ping' }
  /** Has no id, and is answered with HTTP 202. */
  | { readonly era: 'legacy'; readonly id: undefined; readonly method: 'notifications/initialized' };

type Id = string | number;

const MODERN = '2026-07-28';
/** Of the older SDK. */
export const NEWEST_LEGACY_VERSION = '2025-11-25';
export const LEGACY_VERSIONS: ReadonlySet<string> = new Set([
  NEWEST_LEGACY_VERSION,
  '2025-06-18',
  '2025-03-26',
  '2024-11-05',
  '2024-10-07',
]);

const JSON_TYPE = /^application\/json(; ?charset=utf-8)?$/i;
/** Begins the names in `_meta` that mean something to the protocol. Others are the client's own, but for `progressToken`. */
const RESERVED = 'io.modelcontextprotocol/';

const Members = z.record(z.string(), z.unknown());
const Nothing = z.strictObject({});
const ClientInfo = z.strictObject({
  name: z.string(),
  version: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  websiteUrl: z.string().optional(),
});
const ClientCapabilities = z.strictObject({
  elicitation: z.strictObject({ form: Nothing.optional(), url: Nothing.optional() }).optional(),
  sampling: z.strictObject({ context: Nothing.optional(), tools: Nothing.optional() }).optional(),
  roots: z.strictObject({ listChanged: z.boolean().optional() }).optional(),
  experimental: z.record(z.string(), Members).optional(),
  extensions: z.record(z.string(), Members).optional(),
});

const Meta = z.looseObject({ progressToken: z.never().optional() });
const NoParams = z.strictObject({ _meta: Meta.optional() }).optional();
const Notice = { jsonrpc: z.literal('2.0') };
const Request = { ...Notice, id: z.union([z.string(), z.int()]) };
const Plain = z.discriminatedUnion('method', [
  z.strictObject({ ...Request, method: z.literal('tools/list'), params: NoParams }),
  z.strictObject({
    ...Request,
    method: z.literal('tools/call'),
    // The arguments are checked by their tool.
    params: z.strictObject({ name: z.string(), arguments: z.unknown().optional(), _meta: Meta.optional() }),
  }),
  z.strictObject({
    ...Request,
    method: z.literal('initialize'),
    params: z.strictObject({
      protocolVersion: z.string(),
      capabilities: ClientCapabilities,
      clientInfo: ClientInfo,
      _meta: Meta.optional(),
    }),
  }),
  z.strictObject({ ...Request, method: z.literal('ping'), params: NoParams }),
  z.strictObject({ ...Notice, method: z.literal('notifications/initialized'), params: NoParams }),
]);

/** What every message of 2026-07-28 says about its client. */
const Envelope = z.strictObject({
  [`${RESERVED}protocolVersion`]: z.literal(MODERN),
  [`${RESERVED}clientInfo`]: ClientInfo.optional(),
  [`${RESERVED}clientCapabilities`]: ClientCapabilities,
});

/**
 * Recognizes `tools/list` and `tools/call`, and the handshake of older clients, as ordinary clients send them. Whatever is unusual or wrong about a request is left to the SDK of its
 * era: these schemas take less than those of the SDKs, never more.
 *
 * @param message has been read (read.ts)
 * @returns undefined for any other message, for one that asks for progress, and for one that is not certainly well-formed
 */
export function plainRequest(headers: Headers, message: Message): PlainRequest | undefined {
  const { data } = Plain.safeParse(message);
  if (!data || !JSON_TYPE.test(headers.get('content-type') ?? 'application/json')) return undefined;
  // No header means 2025-03-26 or earlier.
  const version = headers.get('mcp-protocol-version');
  const reserved = Object.entries(data.params?._meta ?? {}).filter(([name]) => name.startsWith(RESERVED));
  if (reserved.length === 0) return version === null || LEGACY_VERSIONS.has(version) ? ofLegacy(data) : undefined;
  // The others are no methods of 2026-07-28.
  if (data.method !== 'tools/list' && data.method !== 'tools/call') return undefined;
  const { id, method, params } = data;
  const isNamed = headers.get('mcp-method') === method && (method === 'tools/list' || headers.get('mcp-name') === params.name);
  const isModern = version === MODERN && isNamed && Envelope.safeParse(Object.fromEntries(reserved)).success;
  return isModern ? { era: 'modern', id, method } : undefined;
}

function ofLegacy(message: z.output<typeof Plain>): PlainRequest {
  const { method } = message;
  if (method === 'notifications/initialized') return { era: 'legacy', id: undefined, method };
  if (method !== 'initialize') return { era: 'legacy', id: message.id, method };
  return { era: 'legacy', id: message.id, method, protocolVersion: message.params.protocolVersion };
}
