import { z } from 'zod';

const isRegex = (source: string) => {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
};

/**
 * What shall go wrong with the next request that matches. `path` is a prefix or the source of a regular expression, tried against the path as it
 * arrived with and without /v2 (the query included). A fault with an answer of its own (status, body, raw, bytes, gzip_bytes) replaces the
 * operation, unless `accept` has it carried out first; one without (delay_ms, drip_ms, headers) alters the operation's answer.
 */
export const Fault = z
  .strictObject({
    method: z.string().optional(),
    path: z.string().refine(isRegex, 'not a regular expression').optional(),
    times: z.int().min(1).default(1),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
    /** A string is sent as it stands ('' for an empty answer), anything else as JSON. */
    body: z.json().optional(),
    /** Milliseconds before the answer; the operation has been carried out by then. */
    delay_ms: z.int().min(0).optional(),
    /** Close the socket before doing anything, or after the operation was carried out. */
    drop: z.enum(['before', 'after_accept']).optional(),
    accept: z.boolean().default(false),
    /** Bytes for the socket in place of an HTTP answer; the socket is closed after them. */
    raw: z.string().optional(),
    /** A JSON body of this many bytes, streamed. */
    bytes: z.int().min(16).optional(),
    /** The same body, sent compressed: a gzip bomb. */
    gzip_bytes: z.int().min(16).optional(),
    /** Milliseconds between single bytes of the answer. */
    drip_ms: z.int().min(1).optional(),
  })
  .refine((fault) => fault.bytes === undefined || fault.gzip_bytes === undefined, 'bytes and gzip_bytes exclude each other');

export type Fault = z.output<typeof Fault>;

const pathMatches = (wanted: string, url: string) => url.startsWith(wanted) || new RegExp(wanted).test(url);

function matches(fault: Fault, method: string, url: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path === undefined || pathMatches(fault.path, url) || (url.startsWith('/v2/') && pathMatches(fault.path, url.slice(3)));
}

/** Faults in the order they were queued; each serves `times` requests and then is gone. */
export function createFaultQueue() {
  let queue: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault) => void queue.push({ fault, left: fault.times }),
    clear: () => {
      queue = [];
    },
    /** The first fault that matches, used up by one. `url` is the raw path with its query. */
    take: (method: string, url: string): Fault | undefined => {
      const entry = queue.find((candidate) => matches(candidate.fault, method, url));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left === 0) queue = queue.filter((candidate) => candidate !== entry);
      return entry.fault;
    },
  };
}

/** True if the fault has an answer of its own. */
export const answersItself = (fault: Fault): boolean =>
  fault.status !== undefined ||
  fault.body !== undefined ||
  fault.raw !== undefined ||
  fault.bytes !== undefined ||
  fault.gzip_bytes !== undefined;
