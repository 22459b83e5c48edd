import { randomUUID } from 'node:crypto';
import {
  BodyBrokenError,
  BodyNotFormError,
  BodyNotTextError,
  BodyTooLargeError,
  BodyTooSlowError,
  jsonError,
  type Logger,
  SecretUnavailableError,
  StoreUnavailableError,
} from '../../platform/index.ts';
import { OAuthError, type OAuthErrorCode } from './errors.ts';
import { InvalidGrantError } from './token/invalid-grant.ts';

type Handler = (request: Request) => Promise<Response>;

/** RFC 6749 section 5.2: everything else is 400. */
const STATUS: Partial<Record<OAuthErrorCode, number>> = { invalid_client: 401, temporarily_unavailable: 503 };
const RETRY_SECONDS = '10';

/**
 * Makes an OAuth error (RFC 6749 section 5.2, RFC 7591 section 3.2.2) of whatever the handler throws, and a line in the log:
 * `<event>_refused`, `<event>_unavailable` or `<event>_failed`. `unreadable`: the code for a body that cannot be read.
 */
export function answerErrors(
  log: Logger,
  event: string,
  unreadable: 'invalid_request' | 'invalid_client_metadata',
  handler: Handler,
): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof OAuthError) return refuse(error, request);
      if (error instanceof BodyTooLargeError) return jsonError(413, unreadable, 'The body is larger than 16 KiB.');
      if (error instanceof BodyTooSlowError) return jsonError(408, unreadable, 'The body did not arrive within 10 seconds.');
      if (error instanceof BodyNotTextError || error instanceof BodyNotFormError || error instanceof BodyBrokenError) {
        return jsonError(400, unreadable, 'The body is not whole, not UTF-8, or not of the kind that this takes.');
      }
      if (error instanceof StoreUnavailableError || error instanceof SecretUnavailableError) {
        log.error(`${event}_unavailable`, error);
        const description = 'Storage or a key that this needs is not available: try again.';
        return jsonError(503, 'temporarily_unavailable', description, { 'retry-after': RETRY_SECONDS });
      }
      const id = randomUUID();
      log.error(`${event}_failed`, error, { request: id });
      return jsonError(500, 'server_error', `Something failed inside this server (id ${id}).`);
    }
  };

  function refuse(error: OAuthError, request: Request): Response {
    log.info(`${event}_refused`, { error: error.code, why: error instanceof InvalidGrantError ? error.failure : undefined });
    const status = STATUS[error.code] ?? 400;
    // The scheme that the client tried, and only then (RFC 6749 section 5.2).
    const basic = status === 401 && /^basic\b/i.test(request.headers.get('authorization') ?? '');
    return jsonError(status, error.code, error.description, {
      ...(basic && { 'www-authenticate': 'Basic realm="token", charset="UTF-8"' }),
      ...(status === 503 && { 'retry-after': RETRY_SECONDS }),
    });
  }
}
