export { createBlockList } from './blocked.ts';
export { UnknownClientError, type Client, type ClientFailure, type ClientResolver } from './client.ts';
export { clientMetadata } from './client-metadata.ts';
export { cleanName } from './client-name.ts';
export { isTrustedRedirect } from './pinned.ts';
export { isRedirectUri, matchRedirectUri, REDIRECT_URI_RULE } from './redirect-uri.ts';
export { createClientResolver } from './resolver.ts';
export type { Registration } from './registered.ts';
export { LONGEST_CLIENT_ID } from './document-url.ts';
