export { issueAccessToken, tokenNames, type IssuedToken, type TokenNames } from './access-token.ts';
export { challengeFor } from './challenge.ts';
export { AuthError, InsufficientScopeError } from './errors.ts';
export type { Principal } from './principal.ts';
export { parseScope, rolesOf, SCOPE_MEANING, SCOPES, scopesOfRoles, type Scope } from './scopes.ts';
export { resourceMetadata } from './resource-metadata.ts';
export { createSealer, type Sealer } from './seal.ts';
export { createSigningKeyring, type SigningKeyring } from './signing-keys.ts';
export { createTokenVerifier, type TokenVerifier } from './verify.ts';
