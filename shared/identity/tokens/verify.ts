import { hash } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { LONGEST_TOKEN_HOURS, type Role, ROLES } from '../../platform/index.ts';
import type { TokenNames } from './access-token.ts';
import { AuthError } from './errors.ts';
import type { GrantCheck, Held } from './grant-check.ts';
import { parseScope, type Scope } from './scopes.ts';
import type { SigningKeyring } from './signing-keys.ts';

/** The holder of a verified access token. */
export interface Principal {
  /** `<tenant id>.<object id>`, which identifies a person; never an e-mail address. */
  readonly subject: string;
  readonly tenantId: string;
  readonly objectId: string;
  /** The OAuth client; `test-auth` for tokens copied from the token page. */
  readonly clientId: string;
  readonly tokenId: string;
  /** The grant that the token was issued for. */
  readonly grantId: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** RFC 6750 section 2.1, and what clients send: a bare token, or a pasted `Bearer …` with the prefix repeated. */
const AUTHORIZATION = /^[ \t]*(?:bearer[ \t]+){0,3}([\w-]+\.[\w-]+\.[\w-]+)[ \t]*$/i;
const LONGEST_HEADER = 8_192;
const CLOCK_SKEW_SECONDS = 5;
const MOST_CACHED = 1_000;
const CACHED_MS = 5 * 60_000;

const LONGEST_LIFE_SECONDS = LONGEST_TOKEN_HOURS * 3600;

/** Rejects lifetimes that we never issue, which limits the use of a leaked signing key (RFC 9068 section 2.2). */
const Claims = z
  .object({
    sub: z.string(),
    oid: z.string(),
    tid: z.string(),
    client_id: z.string(),
    jti: z.string(),
    sid: z.string(),
    iat: z.int().positive(),
    exp: z.int().positive(),
    scope: z.string().default(''),
    roles: z.array(z.string()).default([]),
  })
  .refine(({ iat, exp }) => exp - iat <= LONGEST_LIFE_SECONDS)
  .refine(({ iat }) => iat <= Date.now() / 1000 + CLOCK_SKEW_SECONDS);

/**
 * @param authorization the value of the Authorization header; null if absent
 * @throws AuthError (401); SecretUnavailableError, StoreUnavailableError, ConfirmationUnavailableError (503)
 */
export type TokenVerifier = (authorization: string | null) => Promise<Principal>;

/**
 * Verifies access tokens, and that their grant is still live. A verified token is cached under its SHA-256 for at most 5 minutes and never
 * beyond its `exp`.
 *
 * @see RFC 9068 section 4
 */
export function createTokenVerifier(names: TokenNames, keyring: SigningKeyring, checkGrant: GrantCheck): TokenVerifier {
  const identify = createTokenReader(names, keyring);
  return async (authorization) => {
    const principal = await identify(tokenOf(authorization));
    return withCurrentRoles(principal, await checkGrant(principal.subject, principal.grantId));
  };
}

/** A removed role narrows tokens that are already issued; an added role widens none. */
function withCurrentRoles(principal: Principal, { roles, scopes }: Held): Principal {
  if (principal.scopes.every((scope) => scopes.includes(scope))) return principal;
  return { ...principal, roles, scopes: principal.scopes.filter((scope) => scopes.includes(scope)) };
}

/**
 * Verifies a token, whether or not its grant is still live.
 *
 * @throws AuthError, SecretUnavailableError
 */
export type TokenReader = (token: string) => Promise<Principal>;

export function createTokenReader(names: TokenNames, keyring: SigningKeyring): TokenReader {
  const cached = new LRUCache<string, { principal: Principal; kid: string }>({ max: MOST_CACHED, ttl: CACHED_MS });
  return async (token) => {
    const key = hash('sha256', token, 'base64');
    const kept = cached.get(key);
    if (kept && Date.now() < kept.principal.expiresAt * 1000) {
      // Removing a key from the vault ends its tokens, cached or not.
      if ((await keyring.current()).publicKeys.has(kept.kid)) return kept.principal;
    }
    const verified = await verify(token, names, keyring);
    cached.set(key, verified);
    return verified.principal;
  };
}

function tokenOf(authorization: string | null): string {
  if (authorization === null || authorization.trim() === '') throw new AuthError('missing');
  if (authorization.length > LONGEST_HEADER) throw new AuthError('malformed');
  const token = AUTHORIZATION.exec(authorization)?.[1];
  if (token === undefined) throw new AuthError('malformed');
  return token;
}

async function verify(token: string, names: TokenNames, keyring: SigningKeyring): Promise<{ principal: Principal; kid: string }> {
  const { key, kid } = await keyFor(token, keyring);
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: names.issuer,
      audience: [...names.accepted],
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat', 'sub', 'jti', 'sid', 'client_id'],
      clockTolerance: CLOCK_SKEW_SECONDS,
    });
    return { principal: toPrincipal(Claims.parse(payload)), kid };
  } catch (error) {
    throw new AuthError(error instanceof errors.JWTExpired ? 'expired' : 'invalid');
  }
}

/** Uses only the header's `kid`, never a key or URL in the header. */
async function keyFor(token: string, keyring: SigningKeyring) {
  const keys = await keyring.current();
  let kid: unknown;
  try {
    kid = decodeProtectedHeader(token).kid;
  } catch {
    throw new AuthError('malformed');
  }
  if (typeof kid !== 'string') throw new AuthError('invalid');
  const key = keys.publicKeys.get(kid) ?? (await keyring.afterRotation()).publicKeys.get(kid);
  if (!key) throw new AuthError('invalid');
  return { key, kid };
}

function toPrincipal(claims: z.output<typeof Claims>): Principal {
  return {
    subject: claims.sub,
    tenantId: claims.tid,
    objectId: claims.oid,
    clientId: claims.client_id,
    tokenId: claims.jti,
    grantId: claims.sid,
    roles: ROLES.filter((role) => claims.roles.includes(role)),
    scopes: parseScope(claims.scope),
    expiresAt: claims.exp,
  };
}
