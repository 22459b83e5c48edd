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

/** Who is asking: what a verified access token says of its holder. */
export interface Principal {
  /** `<tenant id>.<object id>`: the key of a person; never an e-mail address. */
  readonly subject: string;
  readonly tenantId: string;
  readonly objectId: string;
  /** The OAuth client that holds the token; `test-auth` for tokens copied from the token page. */
  readonly clientId: string;
  readonly tokenId: string;
  /** The grant that the token comes from. */
  readonly grantId: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** RFC 6750 section 2.1, and what clients make of it: bare, or with the prefix once more in front of a pasted one. */
const AUTHORIZATION = /^[ \t]*(?:bearer[ \t]+){0,3}([\w-]+\.[\w-]+\.[\w-]+)[ \t]*$/i;
const LONGEST_HEADER = 8_192;
const CLOCK_SKEW_SECONDS = 5;
const REMEMBERED_TOKENS = 1_000;
const REMEMBERED_MS = 5 * 60_000;

const LONGEST_LIFE_SECONDS = LONGEST_TOKEN_HOURS * 3600;

/** Times bound what a leaked signing key is good for: nothing that we would not issue is taken (RFC 9068 section 2.2). */
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
 * @param authorization - the value of the Authorization header, null where there is none
 * @throws AuthError (401); SecretUnavailableError, StoreUnavailableError, ConfirmationUnavailableError (503)
 */
export type TokenVerifier = (authorization: string | null) => Promise<Principal>;

/**
 * Checks our access tokens (RFC 9068 section 4), and that their grant still stands. A verified token is remembered, by its SHA-256, for at
 * most 5 minutes and never beyond its `exp`.
 */
export function createTokenVerifier(names: TokenNames, keyring: SigningKeyring, checkGrant: GrantCheck): TokenVerifier {
  const identify = createTokenReader(names, keyring);
  return async (authorization) => {
    const principal = await identify(tokenOf(authorization));
    return withRolesOfToday(principal, await checkGrant(principal.subject, principal.grantId));
  };
}

/** A role that was taken away narrows the tokens that are out; one that was added widens none. */
function withRolesOfToday(principal: Principal, { roles, scopes }: Held): Principal {
  if (principal.scopes.every((scope) => scopes.includes(scope))) return principal;
  return { ...principal, roles, scopes: principal.scopes.filter((scope) => scopes.includes(scope)) };
}

/** In: a token. Out: who it speaks for, whether or not its grant still stands. Errors: AuthError; SecretUnavailableError. */
export type TokenReader = (token: string) => Promise<Principal>;

export function createTokenReader(names: TokenNames, keyring: SigningKeyring): TokenReader {
  const known = new LRUCache<string, { principal: Principal; kid: string }>({ max: REMEMBERED_TOKENS, ttl: REMEMBERED_MS });
  return async (token) => {
    const key = hash('sha256', token, 'base64');
    const remembered = known.get(key);
    if (remembered && Date.now() < remembered.principal.expiresAt * 1000) {
      // A key that was taken out of the vault ends its tokens, remembered or not.
      if ((await keyring.current()).publicKeys.has(remembered.kid)) return remembered.principal;
    }
    const verified = await verify(token, names, keyring);
    known.set(key, verified);
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

/** Only the header's `kid` is looked at, never a key or a URL that it might carry. */
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
