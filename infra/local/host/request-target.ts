/** What a request asks for, read once from its first line and headers. */
import type { IncomingMessage } from 'node:http';

export interface RequestTarget {
  readonly method: string;
  /** The client's Host header: what the app sees in its URL. */
  readonly host: string;
  /** Normalised as the app's own URL will be, so that routing and app agree on it. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** In their order, repeated names as often as they come. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Lower-case names; values in UTF-8, those of the same name joined with ", ". */
  readonly headers: ReadonlyMap<string, string>;
}

/** A name, an IPv4 or a bracketed IPv6 address, and a port (RFC 9110 section 7.2). */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(:\d{1,5})?$/i;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ASCII = /^[\x20-\x7e\t]*$/;

/** Node gives bytes as latin1, Kestrel reads them as UTF-8. Throws a TypeError for what is not UTF-8, which Kestrel refuses. */
const inUtf8 = (value: string): string => (ASCII.test(value) ? value : UTF8.decode(Buffer.from(value, 'latin1')));

function joinedHeaders({ rawHeaders }: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = inUtf8(rawHeaders[index + 1] ?? '');
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ', '}${value}`);
  }
  return headers;
}

/** One string for each name: its values joined with ",", as the host's `StringValues.ToString()` does. */
export function joinedQuery(query: RequestTarget['query']): Map<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of query) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return joined;
}

function readHeaders(request: IncomingMessage): Map<string, string> | undefined {
  try {
    return joinedHeaders(request);
  } catch {
    return undefined;
  }
}

/** Undefined where the request line or a header makes no sense: 400. `defaultHost` stands in where HTTP/1.0 clients send none. */
export function readTarget(request: IncomingMessage, defaultHost: string): RequestTarget | undefined {
  const { method = 'GET', url: raw = '/' } = request;
  const host = request.headers.host ?? defaultHost;
  if (!HOST.test(host)) return undefined;
  const url = URL.parse(raw.startsWith('/') ? `http://${host}${raw}` : raw);
  if (url?.protocol !== 'http:') return undefined;
  const headers = readHeaders(request);
  if (headers === undefined) return undefined;
  return {
    method,
    host,
    path: url.pathname,
    search: url.search,
    query: url.search === '' ? [] : [...url.searchParams],
    headers,
  };
}
