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
  // A claim of another shape names no role; only an absent one leaves the choice to DEFAULT_ROLE.
  roles: z.array(z.string()).optional().catch([]),
});

/** Who logged in, as Entra vouches for it. */
export interface Person {
  readonly tenantId: string;
  readonly objectId: string;
  /** For display only. */
  readonly name: string;
  readonly username: string;
  /** The `roles` claim as it came; undefined where there is none, empty where it is no list of texts. */
  readonly roles: readonly string[] | undefined;
}

/** What jose says of keys that did not come, or were no keys; of a token it says other things. */
const KEYS_UNREADABLE = new Set([errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code]);

/** `nonce`: that of the login; undefined for a token that comes with a refresh, which need not have one (OpenID Connect Core section 12.2). */
export type IdTokenVerifier = (idToken: string, nonce: string | undefined) => Promise<Person>;

/**
 * MSAL does not check an id_token (signature, issuer, audience, expiry): this does (OpenID Connect Core section 3.1.3.7).
 * Errors: LoginError `identity_not_valid`, or `provider_unreachable` when Entra's keys cannot be fetched.
 */
export function createIdTokenVerifier(authority: Authority, tenantId: string, clientId: string): IdTokenVerifier {
  const keys = createRemoteJWKSet(new URL(authority.keysUrl), {
    timeoutDuration: 5_000,
    cooldownDuration: 30_000,
    [customFetch]: cappedFetch,
  });
  return async (idToken, nonce) => {
    const claims = await verified(idToken);
    if (claims.tid !== tenantId || (nonce !== undefined && claims.nonce !== nonce)) throw new LoginError('identity_not_valid');
    const { tid, oid, name, preferred_username: username, roles } = claims;
    return { tenantId: tid, objectId: oid, name, username, roles };
  };

  async function verified(idToken: string) {
    try {
      const { payload } = await jwtVerify(idToken, keys, {
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
