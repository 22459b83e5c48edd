import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const MAX_ENTRIES = 10_000;
const MAX_BODY = 64 * 1024;

/** What arrived, as it arrived. `accepted` is true once the operation was carried out without an error, whatever the client received. */
interface LoggedRequest {
  readonly n: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  accepted: boolean;
  readonly at: number;
}

/** Enough to tell keys apart, too little to use one. */
const fingerprint = (authorization: string) => `sha256:${createHash('sha256').update(authorization).digest('hex').slice(0, 12)}`;

function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function show({ n, method, url, headers, body, accepted, at }: LoggedRequest) {
  const { authorization } = headers;
  const shown = authorization === undefined ? headers : { ...headers, authorization: fingerprint(authorization) };
  return { n, method, url, headers: shown, body: parsed(body), accepted, at };
}

/** The last 10,000 requests. */
export function createRequestLog() {
  let entries: LoggedRequest[] = [];
  let count = 0;
  return {
    add: ({ method, url, headers, body, at }: Omit<LoggedRequest, 'n' | 'accepted'>): LoggedRequest => {
      count += 1;
      const entry = { n: count, method, url, headers, body: body.slice(0, MAX_BODY), accepted: false, at };
      entries.push(entry);
      // Cut in blocks, not one by one: shifting an array of this size on every request would cost more than the request.
      if (entries.length >= 2 * MAX_ENTRIES) entries = entries.slice(-MAX_ENTRIES);
      return entry;
    },
    /** Requests with a number above `since`, ready to be shown: no key in clear, JSON bodies parsed. */
    read: (since: number) =>
      entries
        .slice(-MAX_ENTRIES)
        .filter((entry) => entry.n > since)
        .map(show),
    clear: () => {
      entries = [];
    },
  };
}
