import { issueAccessToken, SCOPES, scopesOfRoles, type Scope } from '../../tokens/index.ts';
import { ROLES, type Role } from '../../../platform/index.ts';
import type { Grant } from '../../grants/index.ts';
import type { Parts } from './parts.ts';
import type { RefreshTokens } from './refresh-token.ts';

/** The body of a successful answer (RFC 6749 section 5.1). */
interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds; never beyond the end of the grant. */
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly scope: string;
}

/** An answer, and whom it is for. */
export interface Issued {
  readonly subject: string;
  readonly answer: TokenAnswer;
}

interface Order {
  readonly grant: Grant;
  /** Of the refresh token that goes out. */
  readonly generation: number;
  /** What the access token may do; all of the grant where it is not given. */
  readonly scopes?: readonly Scope[];
  readonly audience: string;
  /** Unix seconds. */
  readonly now: number;
}

export type Issue = (order: Order) => Promise<Issued>;

/** Out: a function that makes both tokens of an answer, and changes nothing. Its errors: SecretUnavailableError. */
export function createIssue({ settings, keyring, names }: Parts, refreshTokens: RefreshTokens): Issue {
  return async ({ grant, generation, scopes = scopesOf(grant), audience, now }) => {
    const [tenantId = '', objectId = ''] = grant.subject.split('.');
    const ttlSeconds = Math.min(settings.accessTtlMinutes * 60, grant.expiresAt - now);
    const roles = rolesOfGrant(grant);
    const content = { tenantId, objectId, grantId: grant.id, audience, roles, scopes, clientId: grant.clientId, ttlSeconds };
    const [{ token }, refreshToken] = await Promise.all([issueAccessToken(content, names, keyring), refreshTokens.make(grant, generation)]);
    const held = { refresh_token: refreshToken, scope: scopes.join(' ') };
    return { subject: grant.subject, answer: { access_token: token, token_type: 'Bearer', expires_in: ttlSeconds, ...held } };
  };
}

const rolesOfGrant = (grant: Grant): Role[] => ROLES.filter((role) => grant.roles.includes(role));

/**
 * What a grant may do, in the order of {@link SCOPES}: what was consented to, as far as the roles of the person allow it now. Names in its
 * row that mean nothing to us are left out.
 */
export function scopesOf(grant: Grant): Scope[] {
  const allowed = scopesOfRoles(rolesOfGrant(grant));
  return SCOPES.filter((scope) => grant.scopes.includes(scope) && allowed.includes(scope));
}
