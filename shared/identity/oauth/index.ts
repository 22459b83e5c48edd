export { createAuthorize } from './authorize/endpoint.ts';
export { shownName as shownClientName } from './authorize/requesting-client.ts';
export { checkClients, createClientResolver } from './clients/index.ts';
export { oauthErrors } from './errors.ts';
export { authorizationServerMetadata, resourceMetadata } from './metadata.ts';
export { createRegistration } from './register.ts';
export { createTokenEndpoint } from './token/endpoint.ts';
export { createRevocation } from './token/revoke.ts';
