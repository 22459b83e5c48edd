import { AppError, jsonError, retryAfterHeader, rowOf, type ErrorRenderer } from '../../platform/index.ts';

/** Error codes of RFC 6749 sections 4.1.2.1 and 5.2, RFC 7591 section 3.2.2, RFC 8707 section 2, OpenID Connect Core 3.1.2.6. */
export type OAuthErrorCode =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_grant'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'login_required'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';

/** An error of the authorization server. `description` says what to do next, and repeats no token, code or secret. */
export class OAuthError extends AppError {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly description: string;
  constructor(code: OAuthErrorCode, description: string) {
    super(description);
    this.code = code;
    this.description = description;
  }
}

/**
 * Renders errors as OAuth clients expect them.
 *
 * @param unreadable the code for a body that cannot be read
 * @see RFC 6749 section 5.2, RFC 7591 section 3.2.2
 */
export const oauthErrors =
  (unreadable: 'invalid_request' | 'invalid_client_metadata'): ErrorRenderer =>
  (error, request) => {
    const { status, error: code, text } = rowOf(error);
    // Only for a client that used this scheme (RFC 6749 section 5.2).
    const basic = status === 401 && /^basic\b/i.test(request.headers.get('authorization') ?? '');
    return jsonError(status, error.code.startsWith('body_') ? unreadable : (OAUTH_CODES[code] ?? code), text, {
      ...(basic && { 'www-authenticate': 'Basic realm="token", charset="UTF-8"' }),
      ...retryAfterHeader(error),
    });
  };

/** RFC 6749 section 4.1.2.1. */
const OAUTH_CODES: Readonly<Record<string, string>> = { internal_error: 'server_error' };
