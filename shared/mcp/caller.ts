/** What a message says of its sender and its trace. All of it is the client's own word. */
export interface Caller {
  /** `clientInfo.name`: in each message of 2026-07-28, in `initialize` alone before. */
  readonly clientName: string | undefined;
  /** `traceparent` of `_meta` (SEP-414); anything at all. */
  readonly traceparent: unknown;
}

const LONGEST_NAME = 40;
/** Enough for every product's name; no address, no control character. */
const NOT_IN_NAMES = /[^\p{L}\p{N} ._/()-]+/gu;
/** A product's version has fewer digits in a row than a telephone number. */
const LONG_DIGITS = /\d{5,}/g;

/** In: a JSON-RPC message. Out: its sender. */
export function callerOf(body: Readonly<Record<string, unknown>>): Caller {
  const params = membersOf(body['params']);
  const meta = membersOf(params['_meta']);
  const info = membersOf(meta['io.modelcontextprotocol/clientInfo'] ?? params['clientInfo']);
  return { clientName: cleanClientName(info['name']), traceparent: meta['traceparent'] };
}

/** In: a name, or anything. Out: a short one that can stand in a log; undefined where nothing is left. */
function cleanClientName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const clean = name.slice(0, 200).replace(NOT_IN_NAMES, ' ').replace(LONG_DIGITS, '#').replace(/ +/g, ' ').trim();
  return clean === '' ? undefined : Array.from(clean).slice(0, LONGEST_NAME).join('');
}

const METHODS = new Set(['initialize', 'notifications/initialized', 'ping', 'server/discover', 'tools/list', 'tools/call']);

/** In: a JSON-RPC message. Out: its method, where it is one that we serve. */
export const servedMethod = (body: Readonly<Record<string, unknown>>): string =>
  typeof body['method'] === 'string' && METHODS.has(body['method']) ? body['method'] : 'other';

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
