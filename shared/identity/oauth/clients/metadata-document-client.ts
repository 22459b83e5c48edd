import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { createSingleFlight } from '../../../platform/index.ts';
import { builtInClient } from './built-in-clients.ts';
import { cleanName, clientMetadata } from './client-metadata.ts';
import { UnknownClientError, type Client, type ClientErrorReason, type ClientResolver } from './client.ts';
import { parseDocumentUrl, type FetchDocument } from './fetch-document.ts';
import { isRedirectUri } from './redirect-uri.ts';

interface CachedClient {
  readonly client: Client;
  /** Milliseconds since the epoch, as `dueAt`. */
  readonly fetchedAt: number;
  /** When the document is fetched again. */
  readonly dueAt: number;
}

interface CachedError {
  readonly reason: ClientErrorReason;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

const MOST_CACHED = 500;
const SHORTEST_MS = 5 * 60_000;
const LONGEST_MS = 24 * 3_600_000;
const RETRY_MS = 60_000;
const UNANSWERED: ReadonlySet<ClientErrorReason> = new Set(['document_unreachable', 'document_refused']);
const STALE_MS = 7 * 24 * 3_600_000;

/** Concurrent fetches: someone who invents client ids makes us call no more hosts than this. */
const MOST_FETCHES = 64;
/** Concurrent fetches from one host, so that a slow host does not block all others. `mayFetch` limits callers with many hosts. */
const MOST_FETCHES_OF_A_HOST = 8;

/** The whole host name: each name below `github.io` or `co.uk` belongs to someone else. */
const hostOf = (id: string): string => new URL(id).hostname;

export interface MetadataDocumentClientsOptions {
  readonly fetch: FetchDocument;
  /** The app's own. It publishes no client, and a request to itself would only occupy two invocations. */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Clients that are described by the metadata document at their client_id. A document is cached for its `max-age`, but at least 5 minutes and
 * at most a day; a missing answer for one minute.
 *
 * While the host cannot be reached, or answers with anything but a document, the last document stays valid for 7 days; after that our built-in
 * copy is used if there is one. When the host removes the document (404, 410) or publishes an invalid one, neither is used.
 *
 * @see draft-ietf-oauth-client-id-metadata-document
 */
export function createMetadataDocumentClients({ fetch, origin, clock }: MetadataDocumentClientsOptions): ClientResolver {
  const ownHost = new URL(origin).hostname;
  const cached = new LRUCache<string, CachedClient>({ max: MOST_CACHED });
  // Errors cost nothing to cause, so they have a cache of their own and cannot evict clients.
  const errors = new LRUCache<string, CachedError>({ max: MOST_CACHED });
  const flights = createSingleFlight<string, Client>();

  const load = async (url: URL): Promise<Client> => {
    const id = url.href;
    try {
      const { text, maxAge = 0 } = await fetch(url);
      const client = parseDocument(text, url, origin);
      const now = clock();
      cached.set(id, { client, fetchedAt: now, dueAt: now + Math.min(Math.max(maxAge * 1000, SHORTEST_MS), LONGEST_MS) });
      errors.delete(id);
      return client;
    } catch (error) {
      if (!(error instanceof UnknownClientError)) throw error;
      // The draft forbids caching error responses; a missing answer may be cached.
      if (UNANSWERED.has(error.reason)) errors.set(id, { reason: error.reason, dueAt: clock() + RETRY_MS });
      if (error.reason === 'document_invalid') cached.delete(id);
      return fallback(id, error.reason);
    }
  };

  /** The last document or our built-in copy. */
  const fallback = (id: string, reason: ClientErrorReason): Client => {
    const last = cached.get(id);
    const stale = last && clock() < last.fetchedAt + STALE_MS ? last.client : undefined;
    const client = reason === 'document_invalid' ? undefined : (stale ?? builtInClient(id));
    if (!client) throw new UnknownClientError(reason);
    return client;
  };

  const isBusy = (id: string): boolean => {
    const ofHost = [...flights.keys()].filter((other) => hostOf(other) === hostOf(id)).length;
    return flights.size >= MOST_FETCHES || ofHost >= MOST_FETCHES_OF_A_HOST;
  };

  return async (clientId, mayFetch = () => true) => {
    const url = parseDocumentUrl(clientId, ownHost);
    const last = cached.get(clientId);
    if (last && clock() < last.dueAt) return last.client;
    const lastError = errors.get(clientId);
    if (lastError && clock() < lastError.dueAt) return fallback(clientId, lastError.reason);
    // `mayFetch` counts, so it is called last: a request that joins a running fetch, or is rejected anyway, does not count.
    if (!flights.has(clientId) && (isBusy(clientId) || !mayFetch())) return fallback(clientId, 'document_unreachable');
    return await flights.run(clientId, () => load(url));
  };
}

/**
 * Every other `token_endpoint_auth_method` is accepted, and the client is treated as public, as our metadata announces: PKCE binds the code to
 * the client that started. ChatGPT's document prefers private_key_jwt where a server offers it; a document that allows nothing else loses a
 * proof that we do not claim to check. The draft forbids shared secrets (section 4.1), because the document is public.
 */
const SHARED_SECRET = /^client_secret_/;

const Document = z.object({
  ...clientMetadata,
  client_id: z.string(),
  redirect_uris: z.array(z.string()).min(1).max(20),
  token_endpoint_auth_method: z
    .string()
    .refine((method) => !SHARED_SECRET.test(method))
    .nullish(),
  client_secret: z.never().optional(),
  client_secret_expires_at: z.never().optional(),
});

/**
 * Parses the metadata document of a client. Redirect URIs that we do not allow are left out, because clients list some for other servers; at
 * least one must remain.
 *
 * @param text the body of the answer
 * @param url where it was fetched from
 * @param origin the app's own
 * @throws UnknownClientError `document_invalid`
 */
export function parseDocument(text: string, url: URL, origin: string): Client {
  const { data } = Document.safeParse(parseJson(text));
  const redirectUris = data?.redirect_uris.filter((uri) => isRedirectUri(uri, 'metadata_document', origin)) ?? [];
  if (data?.client_id !== url.href || redirectUris.length === 0) throw new UnknownClientError('document_invalid');
  return {
    id: url.href,
    name: cleanName(data.client_name, url.hostname),
    redirectUris,
    source: 'metadata_document',
    host: url.hostname,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
