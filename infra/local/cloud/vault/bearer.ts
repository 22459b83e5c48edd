import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

/**
 * Checks the caller's bearer token as Key Vault does: signature by the identity's public keys, audience, expiry.
 * Answers why it is refused, or undefined.
 */
export function createBearerCheck(jwksUrl: string): (authorization: string | undefined) => Promise<string | undefined> {
  const keys = createRemoteJWKSet(new URL(jwksUrl));

  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return 'AKV10000: Request is missing a Bearer or PoP token.';
    try {
      await jwtVerify(token, keys, { algorithms: ['RS256'], audience: 'https://vault.azure.net', requiredClaims: ['exp', 'oid'] });
      return undefined;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return '[TokenExpired] Error validating token.';
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'AKV10022: Invalid audience.';
      return 'Error validating token.';
    }
  };
}
