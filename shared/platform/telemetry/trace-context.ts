import { randomBytes } from 'node:crypto';

/** The ids of a span: 32 and 16 lower-case hex digits. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** W3C Trace Context section 3.2: later versions may append; ff is invalid. */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;
const LONGEST = 512;

/**
 * Its `sampled` flag is ignored: a client does not choose what its operator sees. `tracestate` is not read because we call nobody with it.
 *
 * @param traceparent From a header, the host or MCP `_meta` (SEP-414); anything.
 * @returns The span it names, or undefined if it is not a valid `traceparent`.
 */
export function parseTraceparent(value: unknown): TraceContext | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  const [, version, traceId, spanId, more] = TRACEPARENT.exec(value.trim()) ?? [];
  if (traceId === undefined || spanId === undefined || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId };
}

/** A new span in the trace of `parent`, or in a new trace. */
export function below(parent: TraceContext | undefined): TraceContext {
  return { traceId: parent?.traceId ?? randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
}
