import { z } from 'zod';
import { type Logger, type Role, ROLES, type Secrets, type Settings } from '../../../platform/index.ts';
import type { Grant, GrantStore } from '../../grants/index.ts';
import {
  clientHash,
  createSigner,
  issueAccessToken,
  SCOPES,
  scopesOfRoles,
  type ConfirmGrant,
  type Scope,
  type SigningKeyring,
  type TokenNames,
} from '../../tokens/index.ts';
import { OAuthError } from '../errors.ts';

/** What the token and revocation endpoints are built from. */
export interface TokenDeps {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keyring: SigningKeyring;
  readonly names: TokenNames;
  readonly grants: GrantStore;
  readonly confirm: ConfirmGrant;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** The body of a successful token response (RFC 6749 section 5.1). */
interface TokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds; never beyond the end of the grant. */
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly scope: string;
}

export interface Issued {
  readonly subject: string;
  readonly response: TokenResponse;
}

interface IssueOptions {
  readonly grant: Grant;
  /** Of the new refresh token. */
  readonly generation: number;
  /** Of the access token. Default: all scopes of the grant. */
  readonly scopes?: readonly Scope[];
  readonly audience: string;
  /** Unix seconds. */
  readonly now: number;
}

/**
 * Makes the access token and the refresh token of a response, and writes nothing.
 *
 * @throws SecretUnavailableError
 */
export type Issue = (options: IssueOptions) => Promise<Issued>;

export function createIssue(
  { settings, keyring, names }: Pick<TokenDeps, 'settings' | 'keyring' | 'names'>,
  refreshTokens: RefreshTokens,
): Issue {
  return async ({ grant, generation, scopes = scopesOf(grant), audience, now }) => {
    const [tenantId = '', objectId = ''] = grant.subject.split('.');
    const ttlSeconds = Math.min(settings.accessTtlMinutes * 60, grant.expiresAt - now);
    const roles = rolesOfGrant(grant);
    const content = { tenantId, objectId, grantId: grant.id, audience, roles, scopes, clientId: grant.clientId, ttlSeconds };
    const [{ token }, refreshToken] = await Promise.all([issueAccessToken(content, names, keyring), refreshTokens.make(grant, generation)]);
    const tokens = { access_token: token, token_type: 'Bearer', expires_in: ttlSeconds, refresh_token: refreshToken } as const;
    return { subject: grant.subject, response: { ...tokens, scope: scopes.join(' ') } };
  };
}

const rolesOfGrant = (grant: Grant): Role[] => ROLES.filter((role) => grant.roles.includes(role));

/** The scopes of a grant that the person's current roles allow, in the order of {@link SCOPES}. Unknown names in its row are left out. */
export function scopesOf(grant: Grant): Scope[] {
  const allowed = scopesOfRoles(rolesOfGrant(grant));
  return SCOPES.filter((scope) => grant.scopes.includes(scope) && allowed.includes(scope));
}

export type InvalidGrantReason =
  | 'not_ours'
  | 'expired'
  | 'other_client'
  | 'other_redirect_uri'
  | 'verifier_mismatch'
  | 'code_replayed'
  | 'all_revoked'
  | 'unknown_grant'
  | 'revoked'
  | 'not_confirmed'
  | 'refresh_token_reused';

/** A code or refresh token that is not accepted. Only the log has the reason: clients always get the same error, so guesses learn nothing. */
export class InvalidGrantError extends OAuthError {
  override readonly logFields: { readonly why: InvalidGrantReason };
  constructor(reason: InvalidGrantReason) {
    super('invalid_grant', 'This code or refresh token does not work here, or no longer. Send the person through /authorize again.');
    this.logFields = { why: reason };
  }
}

const RefreshTokenFacts = z.object({
  subject: z.string(),
  grantId: z.string(),
  /** Its number within the grant, from 0. */
  generation: z.int().nonnegative(),
  clientHash: z.string(),
});

export type RefreshTokenFacts = z.output<typeof RefreshTokenFacts>;

/** Refresh tokens are signed and opaque to clients. Only the grant's row says which one is live. Both methods throw SecretUnavailableError. */
export interface RefreshTokens {
  /** @returns always the same token for the same generation, so parallel requests get equal tokens and no secret is stored */
  make(grant: Grant, generation: number): Promise<string>;
  /** @returns undefined for a token that is not ours, or has expired with its grant */
  read(token: string): Promise<RefreshTokenFacts | undefined>;
}

/** @param origin the app's own */
export function createRefreshTokens(secrets: Secrets, origin: string): RefreshTokens {
  const signer = createSigner(secrets, 'refresh-token', origin);
  return {
    make: ({ subject, id, clientId, expiresAt }, generation) =>
      signer.sign({ subject, grantId: id, generation, clientHash: clientHash(clientId) }, expiresAt),
    read: (token) => signer.read(token, RefreshTokenFacts),
  };
}
