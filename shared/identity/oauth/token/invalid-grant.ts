import { OAuthError } from '../errors.ts';

/** Why a code or refresh token is refused: for the log. On the wire all are the same, so that nobody learns which half of a guess was right. */
export type GrantFailure =
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

export class InvalidGrantError extends OAuthError {
  readonly failure: GrantFailure;
  override readonly logFields: { readonly why: GrantFailure };
  constructor(failure: GrantFailure) {
    super('invalid_grant', 'This code or refresh token does not work here, or no longer. Send the person through /authorize again.');
    this.failure = failure;
    this.logFields = { why: failure };
  }
}
