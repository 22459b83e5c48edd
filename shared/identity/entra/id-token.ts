import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { cappedFetch } from '../../platform/index.ts';
import type { Authority } from './msal.ts';
import { LoginError } from './errors.ts';

const Claims = z.object({
  oid: z.guid(),
  tid: z.guid(),
  nonce: z.string().optional(),
  name: z.string().catch(''),
  preferred_username: z.string().catch(''),
  // A claim of another shape names no role; DEFAULT_ROLE applies only if the claim is absent.
  roles: z.array(z.string()).optional().catch([]),
});

/** The person who logged in, as Entra confirmed. */
export interface Person {
  readonly tenantId: string;
  readonly objectId: string;
  /** For display only. */
  readonly name: string;
  readonly username: string;
  /** The `roles` claim; undefined if absent, empty if it is not a list of strings. */
  readonly roles: readonly string[] | undefined;
}

/** jose's error codes for keys that could not be fetched or parsed. Errors of the token have other codes. */
const KEYS_UNREADABLE = new Set([errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code]);

/**
 * @param nonce of the login; undefined for a token from a refresh, which may have none (OpenID Connect Core section 12.2)
 * @throws LoginError `identity_not_valid`, or `provider_unreachable` if Entra's keys cannot be fetched
 */
export type IdTokenVerifier = (idToken: string, nonce: string | undefined) => Promise<Person>;

/**
 * Verifies id_tokens (signature, issuer, audience, expiry), which MSAL does not.
 *
 * @see OpenID Connect Core section 3.1.3.7
 */
export function createIdTokenVerifier(authority: Authority, tenantId: string, clientId: string): IdTokenVerifier {
  let keySet: ReturnType<typeof createRemoteJWKSet> | undefined;
  // Made with the first token: it makes Node load its fetch, which takes longer than all of our modules together.
  const keys = () =>
    (keySet ??= createRemoteJWKSet(new URL(authority.keysUrl), {
      timeoutDuration: 5_000,
      cooldownDuration: 30_000,
      [customFetch]: cappedFetch,
    }));
  return async (idToken, nonce) => {
    const claims = await verified(idToken);
    if (claims.tid !== tenantId || (nonce !== undefined && claims.nonce !== nonce)) throw new LoginError('identity_not_valid');
    const { tid, oid, name, preferred_username: username, roles } = claims;
    return { tenantId: tid, objectId: oid, name, username, roles };
  };

  async function verified(idToken: string) {
    try {
      const { payload } = await jwtVerify(idToken, keys(), {
        issuer: authority.issuer,
        audience: clientId,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'oid', 'tid'],
        clockTolerance: 60,
      });
      return Claims.parse(payload);
    } catch (error) {
      const fetchFailed = !(error instanceof errors.JOSEError) && !(error instanceof z.ZodError);
      const unreachable = fetchFailed || (error instanceof errors.JOSEError && KEYS_UNREADABLE.has(error.code));
      throw new LoginError(unreachable ? 'provider_unreachable' : 'identity_not_valid');
    }
  }
}
