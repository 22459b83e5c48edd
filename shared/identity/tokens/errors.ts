import { AppError } from '../../platform/index.ts';
import type { Scope } from './scopes.ts';

export type AuthFailure = 'missing' | 'malformed' | 'invalid' | 'expired' | 'revoked';

/** The request bears no token that we accept. What was wrong with it stays inside, but for `expired` and `revoked`. */
export class AuthError extends AppError {
  override readonly name = 'AuthError';
  readonly code = 'unauthorized';
  readonly failure: AuthFailure;
  constructor(failure: AuthFailure) {
    super(`Access token ${failure}.`);
    this.failure = failure;
  }
}

/** The token is good, but the tool needs scopes that it does not carry. */
export class InsufficientScopeError extends AppError {
  override readonly name = 'InsufficientScopeError';
  readonly code = 'insufficient_scope';
  /** Everything the token would need: what it has and what is missing. */
  readonly needed: readonly Scope[];
  constructor(needed: readonly Scope[]) {
    super('The access token does not carry the scope that this tool needs.');
    this.needed = needed;
  }
}

/** Entra did not say whether a person may still log in, and the time for which a grant goes on without is over: 503, never open. */
export class ConfirmationUnavailableError extends AppError {
  override readonly name = 'ConfirmationUnavailableError';
  readonly code = 'confirmation_unavailable';
  constructor() {
    super('Microsoft Entra ID could not be asked whether this person still has access.');
  }
}
