export { createAuthorize } from './authorize/index.ts';
export { createClientResolver } from './clients/index.ts';
export { authorizationServerMetadata, resourceMetadata } from './metadata.ts';
export { oauthErrors } from './errors.ts';
export { createRegistration } from './register.ts';
export { createRevocation, createTokenEndpoint } from './token/index.ts';
