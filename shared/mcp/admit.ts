import type { Principal, TokenVerifier } from '../identity/index.ts';
import type { Logger, RateLimit } from '../platform/index.ts';
import type { Catalogue } from './catalogue.ts';
import { answerBeyondLimit } from './limit-answers.ts';
import { rpcError } from './rpc-errors.ts';
import { readSelection } from './selection.ts';
import type { ServerInfo } from './server-info.ts';

/** Who sent a request, and the tools that it can use. */
export interface Admitted {
  /** With all scopes of the token. */
  readonly holder: Principal;
  /** The same person, with the scopes that the tools of this request can need. */
  readonly principal: Principal;
  readonly catalogue: Catalogue;
}

export interface AdmitOptions {
  readonly origin: string;
  readonly serverInfo: ServerInfo;
  /** The tools that the operator has selected. */
  readonly catalogue: Catalogue;
  readonly verify: TokenVerifier;
  /** What one person may send to this instance in a minute, with all grants together. Keys are the subjects of verified tokens. */
  readonly messageLimit: RateLimit;
  readonly log: Logger;
}

/**
 * The first step: checks, in this order, the method, the token, the rate of messages, and the selection of tools in the URL.
 *
 * @returns the answer if the method or the rate of messages does not allow the request
 * @throws AuthError, SelectionError
 */
export async function admit(request: Request, options: AdmitOptions): Promise<Admitted | Response> {
  const { origin, verify, messageLimit } = options;
  if (request.method !== 'POST') {
    const text = `Method not allowed: this is an MCP endpoint, POST one JSON-RPC message to it. ${origin}/ says how to connect a client.`;
    return rpcError(405, -32000, text, { headers: { allow: 'POST, OPTIONS' } });
  }
  const holder = await verify(request.headers.get('authorization'));
  const seconds = messageLimit(holder.subject);
  if (seconds !== undefined) return answerBeyondLimit(request, seconds, { ...options, holder });
  const selection = readSelection(new URL(request.url).searchParams);
  const catalogue = selection ? options.catalogue.narrow(selection) : options.catalogue;
  const scopes = holder.scopes.filter((scope) => catalogue.scopes.includes(scope));
  return { holder, principal: { ...holder, scopes }, catalogue };
}
