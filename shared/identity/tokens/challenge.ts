import { AuthError, type InsufficientScopeError } from './errors.ts';
import type { Scope } from './scopes.ts';

const DESCRIPTIONS = {
  missing: 'Send an access token as Authorization: Bearer <token>.',
  malformed: 'The Authorization header holds no JWT.',
  invalid: 'The access token is not valid here.',
  expired: 'The access token expired.',
  revoked: 'The access of this client was revoked: log in again.',
} as const;

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
 * @param metadataUrl - absolute URL of our protected resource metadata
 * @param scopes - all scopes of this server
 */
export function challengeFor(error: AuthError | InsufficientScopeError, metadataUrl: string, scopes: readonly Scope[]): Challenge {
  if (error instanceof AuthError) {
    const description = DESCRIPTIONS[error.failure];
    // RFC 6750 section 3.1: a request without credentials gets no error code.
    const reason = error.failure === 'missing' ? {} : { error: 'invalid_token', error_description: description };
    const header = bearer({ ...reason, resource_metadata: metadataUrl, scope: scopes.join(' ') });
    return { status: 401, header, error: 'invalid_token', description };
  }
  const scope = error.needed.join(' ');
  const description = `This needs the scopes: ${scope}. Authorize again and ask for them; a client that cannot has to be connected anew.`;
  const header = bearer({ error: error.code, error_description: description, resource_metadata: metadataUrl, scope });
  return { status: 403, header, error: error.code, description };
}

function bearer(parameters: Record<string, string>): string {
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
