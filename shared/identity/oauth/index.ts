export { createAuthorizationServer } from './authorization-server.ts';
export { authorizationServerMetadata } from './metadata.ts';
export { oauthErrors } from './oauth-errors.ts';
