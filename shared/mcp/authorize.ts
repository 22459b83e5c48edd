import { InsufficientScopeError, SCOPES, scopesOfRoles, type Principal, type Scope } from '../identity/index.ts';
import { AppError, ROLES } from '../platform/index.ts';
import type { Admitted } from './admit.ts';
import type { Catalogue } from './catalogue.ts';
import { calledTool, type Message } from './read.ts';
import { rpcError } from './rpc-errors.ts';
import { underPresentNames, type Reach, type Tool } from './tool/index.ts';

/** A tool call that may be made. */
export interface AuthorizedCall {
  readonly tool: Tool;
  /** As they came, under their present names: the tool checks them, and the audit trail knows each by one name. */
  readonly args: unknown;
  readonly reach: Reach;
}

export interface AuthorizeOptions {
  /** @throws SecretUnavailableError without a Telnyx API key */
  readonly credentials: () => Promise<unknown>;
}

/**
 * The third step: finds the tool of a call and checks, in this order, the scopes, the raw arguments, and that there are credentials for Telnyx.
 *
 * @returns undefined for any other message and for an unknown tool, which the SDK answers; the answer to a call that may not be made
 * @throws InsufficientScopeError, UnavailableScopeError, SecretUnavailableError
 */
export async function authorize(
  request: Request,
  message: Message,
  { holder, catalogue }: Admitted,
  { credentials }: AuthorizeOptions,
): Promise<AuthorizedCall | undefined | Response> {
  const called = calledTool(message);
  const tool = called && catalogue.find(called.name);
  if (!tool) return undefined;
  const { args } = called;
  const reach = await tool.reachOf(args);
  requireScopes(reach.scopes, holder, catalogue);
  const error = await tool.checkRaw(args);
  if (error !== undefined) return rpcError(400, -32602, error, { id: message['id'] });
  await credentials();
  return { tool, args: underPresentNames(args, tool.formerArguments ?? {}), reach };
}

/** A scope that no login brings, because the role of the person does not allow it. */
class UnavailableScopeError extends AppError {
  override readonly name = 'UnavailableScopeError';
  readonly code = 'insufficient_scope';
}

/**
 * @param needed the scopes that a call needs with its arguments
 * @throws InsufficientScopeError where a client can get the scopes, {@link UnavailableScopeError} where the role does not allow them
 */
export function requireScopes(needed: readonly Scope[], holder: Principal, catalogue: Pick<Catalogue, 'scopes'>): void {
  const missing = needed.filter((scope) => !holder.scopes.includes(scope) || !catalogue.scopes.includes(scope));
  // No token brings what the selection of tools leaves out: the result of the call says so.
  if (missing.length === 0 || !missing.every((scope) => catalogue.scopes.includes(scope))) return;
  const unavailable = missing.filter((scope) => !scopesOfRoles(holder.roles).includes(scope));
  if (unavailable.length > 0) throw new UnavailableScopeError(roleText(unavailable, holder));
  throw new InsufficientScopeError(SCOPES.filter((each) => needed.includes(each) || holder.scopes.includes(each)));
}

function roleText(scopes: readonly Scope[], { roles }: Principal): string {
  const held = roles.length === 0 ? 'you have none' : `yours is ${roles.join(' and ')}`;
  const allowing = ROLES.filter((role) => scopes.every((scope) => scopesOfRoles([role]).includes(scope)));
  return (
    `This needs ${scopes.join(' and ')}, which takes the app role ${allowing.join(' or ')}; ${held}. Logging in again does not help: ` +
    'ask an administrator of this app in Microsoft Entra to assign you another role, then connect again.'
  );
}
