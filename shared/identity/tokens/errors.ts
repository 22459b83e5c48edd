import { AppError } from '../../platform/index.ts';
import type { Scope } from './scopes.ts';

export type AuthErrorReason = 'missing' | 'malformed' | 'invalid' | 'expired' | 'revoked';

/** Missing or invalid access token. Only `expired` and `revoked` are disclosed. */
export class AuthError extends AppError {
  override readonly name = 'AuthError';
  readonly code = 'unauthorized';
  readonly reason: AuthErrorReason;
  constructor(reason: AuthErrorReason) {
    super(`Access token ${reason}.`);
    this.reason = reason;
  }
}

/** A valid token without the scopes that the tool needs. */
export class InsufficientScopeError extends AppError {
  override readonly name = 'InsufficientScopeError';
  readonly code = 'insufficient_scope';
  /** All scopes that the token would need: those it has and those that are missing. */
  readonly needed: readonly Scope[];
  constructor(needed: readonly Scope[]) {
    super('The access token does not carry the scope that this tool needs.');
    this.needed = needed;
  }
}

/** Entra did not confirm that a person may still log in, and the grace period is over. Access is denied with 503. */
export class ConfirmationUnavailableError extends AppError {
  override readonly name = 'ConfirmationUnavailableError';
  readonly code = 'confirmation_unavailable';
  constructor() {
    super('Microsoft Entra ID could not be asked whether this person still has access.');
  }
}

/** @param page where a person gets a token */
const DESCRIPTIONS: Readonly<Record<AuthErrorReason, (page: string) => string>> = {
  missing: (page) => `Send an access token as Authorization: Bearer <token>. Get one at ${page}.`,
  malformed: (page) => `The Authorization header holds no token of ours. Paste the token from ${page} after Bearer, without quotes.`,
  invalid: (page) => `The access token is not valid here. Get one at ${page}, or connect the client again.`,
  expired: (page) => `The access token expired. Get a new one at ${page}, or connect the client again.`,
  revoked: (page) => `The access of this client was revoked. Sign in again: connect the client again, or get a token at ${page}.`,
};

interface Challenge {
  readonly status: 401 | 403;
  /** Value of WWW-Authenticate (RFC 6750 section 3, RFC 9728 section 5.1). */
  readonly header: string;
  readonly error: string;
  readonly description: string;
}

/**
 * The answer to a missing, invalid or insufficient access token. It never repeats the token.
 *
 * @param metadataUrl absolute URL of our protected resource metadata
 * @param scopes all scopes of this server
 */
export function challengeFor(error: AuthError | InsufficientScopeError, metadataUrl: string, scopes: readonly Scope[]): Challenge {
  if (error instanceof AuthError) {
    const description = DESCRIPTIONS[error.reason](new URL('/test-auth', metadataUrl).href);
    // RFC 6750 section 3.1: a request without credentials gets no error code.
    const codes = error.reason === 'missing' ? {} : { error: 'invalid_token', error_description: description };
    const header = bearer({ ...codes, resource_metadata: metadataUrl, scope: scopes.join(' ') });
    return { status: 401, header, error: 'invalid_token', description };
  }
  const scope = error.needed.join(' ');
  const description = neededText(error);
  const header = bearer({ error: error.code, error_description: description, resource_metadata: metadataUrl, scope });
  return { status: 403, header, error: error.code, description };
}

/** What whoever holds the token can do about it. */
export const neededText = ({ needed }: InsufficientScopeError) =>
  `This needs the scopes: ${needed.join(' ')}. Authorize again and ask for them; a client that cannot do so has to be connected again.`;

function bearer(parameters: Record<string, string>): string {
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
