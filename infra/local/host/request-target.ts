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
  /** As one string each: values of the same name joined with ",", as the host's `StringValues.ToString()` does. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names; values of the same name joined with ", ". */
  readonly headers: ReadonlyMap<string, string>;
}

/** A name, an IPv4 or a bracketed IPv6 address, and a port (RFC 9110 section 7.2). */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(:\d{1,5})?$/i;

function joinedHeaders({ rawHeaders }: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ', '}${value}`);
  }
  return headers;
}

function joinedQuery(url: URL): Map<string, string> {
  const query = new Map<string, string>();
  if (url.search === '') return query;
  for (const [name, value] of url.searchParams) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return query;
}

/** Undefined where the request line or the Host header makes no sense: 400. `defaultHost` stands in where HTTP/1.0 clients send none. */
export function readTarget(request: IncomingMessage, defaultHost: string): RequestTarget | undefined {
  const { method = 'GET', url: raw = '/' } = request;
  const host = request.headers.host ?? defaultHost;
  if (!HOST.test(host)) return undefined;
  const url = URL.parse(raw.startsWith('/') ? `http://${host}${raw}` : raw);
  if (url?.protocol !== 'http:') return undefined;
  return {
    method,
    host,
    path: url.pathname,
    search: url.search,
    query: joinedQuery(url),
    headers: joinedHeaders(request),
  };
}
