/** The request line and headers, parsed once. */
import type { IncomingMessage } from 'node:http';

export interface RequestTarget {
  readonly method: string;
  /** The client's Host header, which becomes the host of the app's request URL. */
  readonly host: string;
  /** Normalized as the app's request URL is, so that router and app see the same path. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** In order, with repeated names. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** By lower-case name; values decoded as UTF-8, repeated ones joined with ", ". */
  readonly headers: ReadonlyMap<string, string>;
}

/** A name, an IPv4 or a bracketed IPv6 address, with an optional port. See RFC 9110 section 7.2. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(:\d{1,5})?$/i;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ASCII = /^[\x20-\x7e\t]*$/;

/** Node decodes header values as latin1, Kestrel as UTF-8. Throws a TypeError for invalid UTF-8, which Kestrel rejects. */
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

/** Joins the values of a name with ",", as `StringValues.ToString()` does in the real host. */
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

/**
 * @param defaultHost for HTTP/1.0 clients that send no Host header
 * @returns undefined for an invalid request line or header
 */
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
