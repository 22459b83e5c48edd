export { isTrustedRedirect } from './built-in-clients.ts';
export { cleanName, clientMetadata } from './client-metadata.ts';
export { UnknownClientError, type Client, type ClientErrorReason, type ClientResolver } from './client.ts';
export { checkClients } from './configured-clients.ts';
export { LONGEST_CLIENT_ID, parseDocumentUrl } from './fetch-document.ts';
export { isRedirectUri, matchRedirectUri, REDIRECT_URI_RULE } from './redirect-uri.ts';
export { createBlockList, createClientResolver, type Registration } from './resolver.ts';
