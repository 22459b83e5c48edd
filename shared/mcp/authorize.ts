import { InsufficientScopeError, SCOPES, scopesOfRoles, type Principal, type Scope } from '../identity/index.ts';
import { AppError, ROLES } from '../platform/index.ts';
import type { Catalogue } from './catalogue.ts';

/** A scope that no new login brings: the person's role does not allow it. */
class UnavailableScopeError extends AppError {
  override readonly name = 'UnavailableScopeError';
  readonly code = 'insufficient_scope';
}

/**
 * Checks that a call has the scopes it needs.
 *
 * @param needed what the call needs with these arguments
 * @param holder who calls, with the scopes of the token
 * @param catalogue what the operator and the URL of the request leave of the tools
 * @throws InsufficientScopeError where a client can ask for the scopes and get them, {@link UnavailableScopeError} where the role lacks them
 */
export function requireScopes(needed: readonly Scope[], holder: Principal, catalogue: Pick<Catalogue, 'scopes'>): void {
  const missing = needed.filter((scope) => !holder.scopes.includes(scope) || !catalogue.scopes.includes(scope));
  // What the selection of tools shuts out no token brings in: the call itself says so.
  if (missing.length === 0 || !missing.every((scope) => catalogue.scopes.includes(scope))) return;
  const barred = missing.filter((scope) => !scopesOfRoles(holder.roles).includes(scope));
  if (barred.length > 0) throw new UnavailableScopeError(roleLacks(barred, holder));
  throw new InsufficientScopeError(SCOPES.filter((each) => needed.includes(each) || holder.scopes.includes(each)));
}

function roleLacks(scopes: readonly Scope[], { roles }: Principal): string {
  const held = roles.length === 0 ? 'you have none' : `yours is ${roles.join(' and ')}`;
  const allowing = ROLES.filter((role) => scopes.every((scope) => scopesOfRoles([role]).includes(scope)));
  return (
    `This needs ${scopes.join(' and ')}, which takes the app role ${allowing.join(' or ')}; ${held}. Logging in again does not help: ` +
    'ask an administrator of this app in Microsoft Entra to assign you another role, then connect again.'
  );
}
