import { randomUUID } from 'node:crypto';
import { AuthError, challengeFor, ConfirmationUnavailableError, InsufficientScopeError, type Scope } from '../identity/index.ts';
import {
  BodyBrokenError,
  BodyNotTextError,
  BodyTooLargeError,
  BodyTooSlowError,
  json,
  jsonError,
  type Logger,
  SecretUnavailableError,
  StoreUnavailableError,
} from '../platform/index.ts';
import { UnavailableScopeError } from './authorize.ts';
import { SelectionError } from './selection.ts';

/** Bytes of a body. */
export const LARGEST_BODY = 4 * 1024 * 1024;
/** Milliseconds that a body may take. */
export const SLOWEST_BODY = 60_000;

interface Parts {
  readonly origin: string;
  readonly catalogue: { readonly scopes: readonly Scope[] };
  readonly log: Logger;
}

/** The answer to a request that ended in an error: HTTP's own where the sender is not known or may not, JSON-RPC's for the rest. */
export function answerError(error: unknown, request: Request, { origin, catalogue, log }: Parts): Response {
  if (error instanceof AuthError || error instanceof InsufficientScopeError) {
    const metadata = `${origin}/.well-known/oauth-protected-resource${new URL(request.url).pathname.replace(/\/$/, '')}`;
    const challenge = challengeFor(error, metadata, catalogue.scopes);
    return jsonError(challenge.status, challenge.error, challenge.description, { 'www-authenticate': challenge.header });
  }
  // No challenge: it would send the client to ask for what nobody can give it.
  if (error instanceof UnavailableScopeError) return jsonError(403, error.code, error.message);
  if (error instanceof SelectionError) return rpcError(400, -32600, `Invalid request: ${error.message}`);
  if (error instanceof BodyTooLargeError) return rpcError(413, -32600, 'The body is larger than 4 MiB.');
  if (error instanceof BodyTooSlowError) return rpcError(408, -32600, `The body did not arrive within ${SLOWEST_BODY / 1000} seconds.`);
  if (error instanceof SecretUnavailableError || error instanceof StoreUnavailableError) {
    return jsonError(503, 'temporarily_unavailable', 'The server lacks a secret or the storage that it needs. Try again in a moment.', {
      'retry-after': '10',
    });
  }
  if (error instanceof ConfirmationUnavailableError) {
    return jsonError(503, 'temporarily_unavailable', `${error.message} Try again in a moment.`, { 'retry-after': '60' });
  }
  if (error instanceof BodyBrokenError) return rpcError(400, -32700, 'Parse error: the body broke off.');
  if (error instanceof BodyNotTextError) return rpcError(400, -32700, 'Parse error: the body is not UTF-8 text.');
  const id = randomUUID();
  log.error('request_failed', error, { request: id });
  return rpcError(500, -32603, `Internal error (id ${id}).`);
}

/** @param id that of the request, where it could be read (JSON-RPC 2.0 section 5). */
export function rpcError(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
  id: unknown = null,
): Response {
  const known = typeof id === 'string' || typeof id === 'number' ? id : null;
  return json(status, { jsonrpc: '2.0', id: known, error: { code, message } }, headers);
}
