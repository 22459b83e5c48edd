import type { IncomingMessage } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import { withDeadline } from '../../../platform/index.ts';
import { UnknownClientError } from './client.ts';
import { createPublicLookup, resolveHost, type ResolveHost } from './public-lookup.ts';

export interface FetchedDocument {
  readonly text: string;
  /** `max-age` of the answer, in seconds; undefined where it has none, or must not be kept. */
  readonly maxAge: number | undefined;
}

/** In: the URL of a document, already checked. Out: its text. Errors: {@link UnknownClientError}. */
export type FetchDocument = (url: URL) => Promise<FetchedDocument>;

interface FetchOptions {
  readonly resolve?: ResolveHost | undefined;
  /** A stand-in on this machine that is connected to instead of the URL's host; names and certificates stay those of the URL. */
  readonly override?: string | undefined;
  /** For DNS, connecting, TLS, headers and body together, in ms. */
  readonly limitMs?: number;
}

const LIMIT_MS = 5000;

/** draft-ietf-oauth-client-id-metadata-document section 6.6. */
const LARGEST_BYTES = 5 * 1024;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** The owner says that there is no document (any more). Other statuses say nothing of it: busy, blocked, in the wrong region. */
const GONE = new Set([404, 410]);

/** Of our own: no connection and no TLS session is kept (a resumed one is not verified anew), no proxy of the environment is asked. */
const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });

/** A GET without redirects, cookies, proxies and compression, to public addresses only, within 5 seconds and 5 KiB. */
export function createDocumentFetch({ resolve = resolveHost, override, limitMs = LIMIT_MS }: FetchOptions): FetchDocument {
  const lookup = createPublicLookup(resolve);
  const standIn = override === undefined ? undefined : new URL(override);
  const target = (url: URL): RequestOptions =>
    standIn ? { host: standIn.hostname.replace(/^\[|\]$/g, ''), port: standIn.port || 443 } : { host: url.hostname, lookup };
  return async (url) => {
    const load = async (signal: AbortSignal): Promise<FetchedDocument> => {
      const response = await send({ ...target(url), ...common(url), signal });
      try {
        checkHead(response);
        return { text: await readText(response), maxAge: maxAgeOf(response) };
      } finally {
        response.destroy();
      }
    };
    try {
      return await withDeadline(limitMs, load, () => new UnknownClientError('document_unreachable'));
    } catch (error) {
      throw error instanceof UnknownClientError ? error : new UnknownClientError('document_unreachable');
    }
  };
}

function common(url: URL): RequestOptions {
  return {
    agent,
    method: 'GET',
    path: url.pathname + url.search,
    servername: url.hostname,
    // Whatever the environment says: a document is worth as much as the certificate of its host.
    rejectUnauthorized: true,
    headers: {
      host: url.host,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'telnyx-mcp-functions (OAuth client metadata)',
    },
  };
}

function send(options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // The listener stays: a connection that breaks later must not be an unhandled error.
    request(options, resolve).on('error', reject).end();
  });
}

function checkHead({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode !== 200) throw new UnknownClientError(GONE.has(statusCode) ? 'document_invalid' : 'document_failed');
  const encoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
  if (encoded || !JSON_TYPE.test(headers['content-type'] ?? '') || Number(headers['content-length']) > LARGEST_BYTES) {
    throw new UnknownClientError('document_invalid');
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) throw new UnknownClientError('document_invalid');
    chunks.push(chunk);
  }
  if (!response.complete) throw new UnknownClientError('document_unreachable');
  return Buffer.concat(chunks).toString('utf8');
}

function maxAgeOf({ headers }: IncomingMessage): number | undefined {
  const control = headers['cache-control'] ?? '';
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(control) ?? [];
  return seconds === undefined || /no-store|no-cache/i.test(control) ? undefined : Number(seconds);
}
