export { issueAccessToken, tokenNames, type IssuedToken, type TokenNames } from './access-token.ts';
export { AuthError, challengeFor, ConfirmationUnavailableError, InsufficientScopeError, neededText } from './errors.ts';
export { createGrantCheck, type ConfirmGrant, type GrantCheck } from './grant-check.ts';
export { permission, SCOPE_MEANING, scopeTag } from './scope-meaning.ts';
export { parseScope, rolesOf, SCOPES, scopesOfRoles, type Scope } from './scopes.ts';
export {
  checkSealKeys,
  clientHash,
  clientLabel,
  constantTimeEqual,
  createSealer,
  createSealKeys,
  createSigner,
  type Sealer,
  type SealKey,
  type Signer,
} from './seal-and-sign.ts';
export { createSigningKeyring, importSigningKeys, type SigningKeyring } from './signing-keys.ts';
export { createTokenReader, createTokenVerifier, type Principal, type TokenReader, type TokenVerifier } from './verify.ts';
