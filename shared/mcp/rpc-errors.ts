import { AuthError, challengeFor, InsufficientScopeError, type Scope } from '../identity/index.ts';
import { type ErrorRenderer, json, jsonError, jsonErrors, retryAfterHeader, rowOf } from '../platform/index.ts';

interface RpcErrorOptions {
  /** The app's own origin, without a slash at its end. */
  readonly origin: string;
  /** What the tools of this server need. */
  readonly scopes: readonly Scope[];
}

const TITLES: Readonly<Record<number, string>> = { [-32700]: 'Parse error: ', [-32600]: 'Invalid request: ' };

/**
 * Errors at the MCP endpoint: in the form of JSON-RPC, but plain HTTP while it is not known who sends, or not allowed. A missing scope that a
 * new login cannot bring gets no challenge: it would only send the client in circles.
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
    return rpc === undefined ? jsonErrors(error, request) : rpcError(status, rpc, `${TITLES[rpc] ?? ''}${text}`, retryAfterHeader(error));
  };

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
