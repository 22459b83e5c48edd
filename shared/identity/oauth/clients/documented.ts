import { LRUCache } from 'lru-cache';
import { createSingleFlight } from '../../../platform/index.ts';
import { UnknownClientError, type Client, type ClientFailure, type ClientResolver } from './client.ts';
import { parseDocumentUrl } from './document-url.ts';
import type { FetchDocument } from './fetch-document.ts';
import { parseDocument } from './metadata-document.ts';
import { pinnedClient } from './pinned.ts';

interface Kept {
  readonly client: Client;
  /** ms since the epoch, as `dueAt`. */
  readonly fetchedAt: number;
  /** When the document is to be fetched again. */
  readonly dueAt: number;
}

interface Failed {
  readonly failure: ClientFailure;
  readonly dueAt: number;
}

const MOST_KEPT = 500;
const SHORTEST_MS = 5 * 60_000;
const LONGEST_MS = 24 * 3_600_000;
const RETRY_MS = 60_000;
const UNANSWERED: ReadonlySet<ClientFailure> = new Set(['document_unreachable', 'document_refused']);
const STALE_MS = 7 * 24 * 3_600_000;

/** Fetches under way at once: whoever invents ids makes us call no more hosts than that. */
const MOST_FETCHES = 64;
/** And at once of one host, so that a slow one does not take the turn of all others. Who has many hosts is bounded by `mayFetch`. */
const MOST_FETCHES_OF_A_HOST = 8;

/** The whole name: below `github.io` or `co.uk` each is somebody else's. */
const hostOf = (id: string): string => new URL(id).hostname;

interface Parts {
  readonly fetch: FetchDocument;
  /** The app's own: it publishes no client, and asking itself would only tie up two requests. */
  readonly origin: string;
  readonly clock: () => number;
}

/**
 * Clients by the metadata document that their id points to. A document is kept as long as its answer says, between 5 minutes and
 * a day; that no answer came, for a minute. A host that cannot be reached (or answers with anything but a document) leaves the last one in
 * place for 7 days, and after that our own copy, where there is one. A host that takes its document back (404, 410) or publishes
 * one that is not valid has decided: neither serves on.
 */
export function createDocumentedClients({ fetch, origin, clock }: Parts): ClientResolver {
  const ownHost = new URL(origin).hostname;
  const kept = new LRUCache<string, Kept>({ max: MOST_KEPT });
  // Apart, so that failures, which cost nothing to make, push out no client.
  const failed = new LRUCache<string, Failed>({ max: MOST_KEPT });
  const flights = createSingleFlight<string, Client>();

  const load = async (url: URL): Promise<Client> => {
    const id = url.href;
    try {
      const { text, maxAge = 0 } = await fetch(url);
      const client = parseDocument(text, url, origin);
      const now = clock();
      kept.set(id, { client, fetchedAt: now, dueAt: now + Math.min(Math.max(maxAge * 1000, SHORTEST_MS), LONGEST_MS) });
      failed.delete(id);
      return client;
    } catch (error) {
      if (!(error instanceof UnknownClientError)) throw error;
      // An answer that is an error is not remembered (OAuth Client ID Metadata Document); that none came is.
      if (UNANSWERED.has(error.failure)) failed.set(id, { failure: error.failure, dueAt: clock() + RETRY_MS });
      if (error.failure === 'document_invalid') kept.delete(id);
      return instead(id, error.failure);
    }
  };

  const instead = (id: string, failure: ClientFailure): Client => {
    const last = kept.get(id);
    const stale = last && clock() < last.fetchedAt + STALE_MS ? last.client : undefined;
    const client = failure === 'document_invalid' ? undefined : (stale ?? pinnedClient(id));
    if (!client) throw new UnknownClientError(failure);
    return client;
  };

  const isBusy = (id: string): boolean => {
    const ofHost = [...flights.keys()].filter((other) => hostOf(other) === hostOf(id)).length;
    return flights.size >= MOST_FETCHES || ofHost >= MOST_FETCHES_OF_A_HOST;
  };

  return async (clientId, mayFetch = () => true) => {
    const url = parseDocumentUrl(clientId, ownHost);
    const last = kept.get(clientId);
    if (last && clock() < last.dueAt) return last.client;
    const failure = failed.get(clientId);
    if (failure && clock() < failure.dueAt) return instead(clientId, failure.failure);
    // Asked last: what joins a running fetch, or is turned away anyway, uses up nobody's turn.
    if (!flights.has(clientId) && (isBusy(clientId) || !mayFetch())) return instead(clientId, 'document_unreachable');
    return await flights.run(clientId, () => load(url));
  };
}
