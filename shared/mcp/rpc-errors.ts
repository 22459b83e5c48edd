import { AuthError, challengeFor, InsufficientScopeError, type Scope } from '../identity/index.ts';
import { type ErrorRenderer, json, jsonError, jsonErrors, retryAfterHeader, rowOf } from '../platform/index.ts';

interface RpcErrorOptions {
  /** The origin of the app, without a slash at the end. */
  readonly origin: string;
  /** The scopes that the tools of this server can need. */
  readonly scopes: readonly Scope[];
}

const TITLES: Readonly<Record<number, string>> = { [-32700]: 'Parse error: ', [-32600]: 'Invalid request: ' };

/**
 * Renders errors at the MCP endpoint: as JSON-RPC, but as plain HTTP errors where the client is unknown or not allowed. A scope that no login can
 * bring gets no challenge, which would send the client in circles.
 */
export const rpcErrors =
  ({ origin, scopes }: RpcErrorOptions): ErrorRenderer =>
  (error, request) => {
    if (error instanceof AuthError || error instanceof InsufficientScopeError) {
      const metadata = `${origin}/.well-known/oauth-protected-resource${new URL(request.url).pathname.replace(/\/$/, '')}`;
      const challenge = challengeFor(error, metadata, scopes);
      return jsonError(challenge.status, challenge.error, challenge.description, { 'www-authenticate': challenge.header });
    }
    const { status, rpc, text } = rowOf(error);
    return rpc === undefined
      ? jsonErrors(error, request)
      : rpcError(status, rpc, `${TITLES[rpc] ?? ''}${text}`, { headers: retryAfterHeader(error) });
  };

interface RpcErrorDetails {
  /** The id of the request, if it could be read (JSON-RPC 2.0 section 5). */
  readonly id?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * @param status of HTTP
 * @param code of JSON-RPC
 */
export function rpcError(status: number, code: number, message: string, { id, headers }: RpcErrorDetails = {}): Response {
  const known = typeof id === 'string' || typeof id === 'number' ? id : null;
  return json(status, { jsonrpc: '2.0', id: known, error: { code, message } }, headers);
}
