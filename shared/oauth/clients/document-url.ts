import ipaddr from 'ipaddr.js';
import { UnknownClientError } from './client.ts';

/** Longest client_id that we look at, in characters. */
export const LONGEST_CLIENT_ID = 2048;

/** Names that no public DNS has (RFC 6761, 6762, 7686, 8375, 9476; ICANN: internal; and those that networks use on their own). */
const LOCAL_NAMES = /(?:^|\.)(?:alt|arpa|corp|example|home|internal|intranet|invalid|lan|local|localhost|onion|private|test)$/;

/**
 * In: a client_id that begins with https; the app's own host. Out: the URL of its metadata document
 * (draft-ietf-oauth-client-id-metadata-document section 3, and no port: other ports are how networks are scanned).
 * Errors: {@link UnknownClientError} `document_refused`.
 */
export function parseDocumentUrl(clientId: string, ownHost: string): URL {
  const url = clientId.length <= LONGEST_CLIENT_ID && URL.canParse(clientId) ? new URL(clientId) : undefined;
  if (url === undefined || REFUSALS.some((refuses) => refuses(url, clientId)) || url.hostname === ownHost) {
    throw new UnknownClientError('document_refused');
  }
  return url;
}

type Refusal = (url: URL, clientId: string) => boolean;

const REFUSALS: readonly Refusal[] = [
  (url) => url.protocol !== 'https:',
  // Dot segments, capitals, default ports, other spellings of addresses: the URL standard writes them in another way.
  (url, clientId) => url.href !== clientId,
  (url) => url.username !== '' || url.password !== '',
  (url) => url.port !== '',
  // `url.hash` is empty for a lone `#`.
  (_url, clientId) => clientId.includes('#'),
  (url) => url.pathname === '/',
  ({ hostname }) => hostname.startsWith('[') || ipaddr.isValid(hostname),
  // Single labels, and the dot at the end that makes another name of the same host.
  ({ hostname }) => !hostname.includes('.') || hostname.endsWith('.'),
  ({ hostname }) => LOCAL_NAMES.test(hostname),
];
