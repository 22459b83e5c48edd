import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isPublicAddress, isPublicHost, withDeadline } from '../../../platform/index.ts';
import { UnknownClientError } from './client.ts';

/** Longest accepted client_id, in characters. */
export const LONGEST_CLIENT_ID = 2048;

/**
 * The URL of a client's metadata document. Beyond the draft, a port is rejected, so that nobody can scan ports through us.
 *
 * @param clientId one that starts with https
 * @param ownHost the app's own host name, which publishes no client
 * @throws UnknownClientError `document_refused`
 * @see draft-ietf-oauth-client-id-metadata-document section 3
 */
export function parseDocumentUrl(clientId: string, ownHost: string): URL {
  const url = clientId.length <= LONGEST_CLIENT_ID && URL.canParse(clientId) ? new URL(clientId) : undefined;
  if (url === undefined || FORBIDDEN.some((matches) => matches(url, clientId)) || url.hostname === ownHost) {
    throw new UnknownClientError('document_refused');
  }
  return url;
}

const FORBIDDEN: readonly ((url: URL, clientId: string) => boolean)[] = [
  (url) => url.protocol !== 'https:',
  // The parser rewrites dot segments, capitals, default ports and other spellings of addresses.
  (url, clientId) => url.href !== clientId,
  (url) => url.username !== '' || url.password !== '',
  (url) => url.port !== '',
  // `url.hash` is empty for a lone `#`.
  (_url, clientId) => clientId.includes('#'),
  (url) => url.pathname === '/',
  ({ hostname }) => hostname.startsWith('[') || ipaddr.isValid(hostname),
  // A trailing dot is a second name of the same host.
  ({ hostname }) => hostname.endsWith('.'),
  ({ hostname }) => !isPublicHost(hostname),
];

export interface FetchedDocument {
  readonly text: string;
  /** `max-age` of the response, in seconds; undefined if it has none or must not be cached. */
  readonly maxAge: number | undefined;
}

/**
 * @param url as {@link parseDocumentUrl} returns it
 * @throws UnknownClientError
 */
export type FetchDocument = (url: URL) => Promise<FetchedDocument>;

interface FetchOptions {
  readonly resolve?: ResolveHost | undefined;
  /** A local server to connect to instead of the URL's host. Host name and certificate stay those of the URL. */
  readonly override?: string | undefined;
  /** For DNS, connecting, TLS, headers and body together, in milliseconds. */
  readonly limitMs?: number;
}

const LIMIT_MS = 5000;

/** draft-ietf-oauth-client-id-metadata-document section 6.6. */
const LARGEST_BYTES = 5 * 1024;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** The host says that the document does not exist. Other statuses do not: they may mean busy, blocked or the wrong region. */
const GONE = new Set([404, 410]);

/** Keeps no connection and no TLS session (a resumed one is not verified again), and ignores the environment's proxy. */
const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });

/** Fetches by GET without redirects, cookies, proxies or compression, from public addresses only, within 5 seconds and 5 KiB. */
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
    // Also when NODE_TLS_REJECT_UNAUTHORIZED is 0: the host's certificate is all that proves a document.
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
    // The listener stays, so that a connection that breaks later is not an unhandled error.
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

/** Resolves a host name to all its addresses, at least one; rejects if there is none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/**
 * Asks DNS directly: the hosts file and local name services are not used, and a name server that never answers does not occupy one of the few
 * threads of `dns.lookup`.
 */
const resolveHost: ResolveHost = async (host) => {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0) throw new Error('no address');
  return addresses;
};

/**
 * The lookup that the connection itself uses, so that the checked address is the one connected to: a second DNS answer cannot differ
 * (DNS rebinding). If one address is not public, the host is rejected.
 */
export function createPublicLookup(resolve: ResolveHost): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const found = addresses.map((address): LookupAddress => ({ address, family: isIPv6(address) ? 6 : 4 }));
        const [first] = found;
        if (!first || !addresses.every(isPublicAddress)) callback(new UnknownClientError('document_refused'), '');
        else if (options.all === true) callback(null, found);
        else callback(null, first.address, first.family);
      },
      () => callback(new UnknownClientError('document_unreachable'), ''),
    );
  };
}
