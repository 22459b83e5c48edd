import { ROLES, type Role } from '../../platform/index.ts';

/** The scopes of our access tokens, from harmless to costly. A tool's risk decides which one it needs; some arguments need another one too. */
export const SCOPES = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'] as const;
export type Scope = (typeof SCOPES)[number];

const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  Reader: ['telnyx.read'],
  Operator: ['telnyx.read', 'telnyx.send'],
  Manager: ['telnyx.read', 'telnyx.write', 'telnyx.send'],
  Owner: SCOPES,
};

/**
 * The person's roles in this app. The fallback applies only if the claim is absent: an empty claim, or one without our roles, gives no role.
 *
 * @param claim the `roles` claim of Entra's token; undefined if the token has none
 * @param fallback the operator's DEFAULT_ROLE
 * @returns empty if the person has no access
 */
export function rolesOf(claim: readonly string[] | undefined, fallback: Role | undefined): Role[] {
  if (claim !== undefined) return ROLES.filter((role) => claim.includes(role));
  return fallback === undefined ? [] : [fallback];
}

/** All scopes that at least one of the roles allows, in the order of {@link SCOPES}. */
export function scopesOfRoles(roles: readonly Role[]): Scope[] {
  return SCOPES.filter((scope) => roles.some((role) => ROLE_SCOPES[role].includes(scope)));
}

/**
 * @param value a space-separated scope parameter (RFC 6749 section 3.3)
 * @returns the known scopes, in the order of {@link SCOPES}
 */
export function parseScope(value: string): Scope[] {
  const asked = new Set(value.split(' '));
  return SCOPES.filter((scope) => asked.has(scope));
}
