import ipaddr from 'ipaddr.js';
import { isPublicHost } from '../../../platform/index.ts';
import { UnknownClientError } from './client.ts';

/** Longest client_id that we look at, in characters. */
export const LONGEST_CLIENT_ID = 2048;

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
  // The dot at the end makes another name of the same host.
  ({ hostname }) => hostname.endsWith('.'),
  ({ hostname }) => !isPublicHost(hostname),
];
