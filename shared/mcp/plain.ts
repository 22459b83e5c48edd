import { z } from 'zod';
import type { Era } from './mcp-request.ts';
import type { Message } from './read.ts';

/** A request that one result answers, and that needs nothing of an SDK. */
export interface PlainRequest {
  readonly era: Era;
  readonly id: string | number;
  readonly method: 'tools/list' | 'tools/call';
}

const MODERN = '2026-07-28';
/** No header means 2025-03-26 or earlier. */
const LEGACY: ReadonlySet<string | null> = new Set(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', null]);

const JSON_TYPE = /^application\/json(; ?charset=utf-8)?$/i;
/** Begins the names in `_meta` that mean something to the protocol. Others are the client's own, but for `progressToken`. */
const RESERVED = 'io.modelcontextprotocol/';

const Members = z.record(z.string(), z.unknown());
const Meta = z.looseObject({ progressToken: z.never().optional() });
const JsonRpc = { jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.int()]) };
const Plain = z.discriminatedUnion('method', [
  z.strictObject({ ...JsonRpc, method: z.literal('tools/list'), params: z.strictObject({ _meta: Meta.optional() }).optional() }),
  z.strictObject({
    ...JsonRpc,
    method: z.literal('tools/call'),
    // The arguments are checked by their tool.
    params: z.strictObject({ name: z.string(), arguments: z.unknown().optional(), _meta: Meta.optional() }),
  }),
]);

const Nothing = z.strictObject({});
/** What every message of 2026-07-28 says about its client. */
const Envelope = z.strictObject({
  [`${RESERVED}protocolVersion`]: z.literal(MODERN),
  [`${RESERVED}clientInfo`]: z
    .strictObject({
      name: z.string(),
      version: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      websiteUrl: z.string().optional(),
    })
    .optional(),
  [`${RESERVED}clientCapabilities`]: z.strictObject({
    elicitation: z.strictObject({ form: Nothing.optional(), url: Nothing.optional() }).optional(),
    sampling: z.strictObject({ context: Nothing.optional(), tools: Nothing.optional() }).optional(),
    roots: z.strictObject({ listChanged: z.boolean().optional() }).optional(),
    experimental: z.record(z.string(), Members).optional(),
    extensions: z.record(z.string(), Members).optional(),
  }),
});

/**
 * Recognizes `tools/list` and `tools/call` as ordinary clients send them. Whatever is unusual or wrong about a request is left to the SDK of its
 * era: these schemas take less than those of the SDKs, never more.
 *
 * @param message has been read (read.ts)
 * @returns undefined for any other message, for one that asks for progress, and for one that is not certainly well-formed
 */
export function plainRequest(headers: Headers, message: Message): PlainRequest | undefined {
  const { data } = Plain.safeParse(message);
  if (!data || !JSON_TYPE.test(headers.get('content-type') ?? 'application/json')) return undefined;
  const { id, method, params } = data;
  const version = headers.get('mcp-protocol-version');
  const reserved = Object.entries(params?._meta ?? {}).filter(([name]) => name.startsWith(RESERVED));
  if (reserved.length === 0) return LEGACY.has(version) ? { era: 'legacy', id, method } : undefined;
  const isNamed = headers.get('mcp-method') === method && (method === 'tools/list' || headers.get('mcp-name') === params.name);
  const isModern = version === MODERN && isNamed && Envelope.safeParse(Object.fromEntries(reserved)).success;
  return isModern ? { era: 'modern', id, method } : undefined;
}
