import { jsonError, retryAfterHeader, rowOf, type ErrorRenderer } from '../../platform/index.ts';

/**
 * Errors in the form of OAuth (RFC 6749 section 5.2, RFC 7591 section 3.2.2).
 *
 * @param unreadable The code for a body that cannot be read.
 */
export const oauthErrors =
  (unreadable: 'invalid_request' | 'invalid_client_metadata'): ErrorRenderer =>
  (error, request) => {
    const { status, error: code, text } = rowOf(error);
    // The scheme that the client tried, and only then (RFC 6749 section 5.2).
    const basic = status === 401 && /^basic\b/i.test(request.headers.get('authorization') ?? '');
    return jsonError(status, error.code.startsWith('body_') ? unreadable : (OAUTH_CODES[code] ?? code), text, {
      ...(basic && { 'www-authenticate': 'Basic realm="token", charset="UTF-8"' }),
      ...retryAfterHeader(error),
    });
  };

/** RFC 6749 section 4.1.2.1. */
const OAUTH_CODES: Readonly<Record<string, string>> = { internal_error: 'server_error' };
