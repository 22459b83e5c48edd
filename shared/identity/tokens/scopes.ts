import { ROLES, type Role } from '../../platform/index.ts';

/** The scopes of our access tokens, from harmless to costly. A tool's risk names the one it needs; some arguments need another as well. */
export const SCOPES = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'] as const;
export type Scope = (typeof SCOPES)[number];

/** What each scope allows, in words for a person. */
export const SCOPE_MEANING: Record<Scope, string> = {
  'telnyx.read': 'Look at everything in the account, the balance included; look up numbers, which costs a little',
  'telnyx.write': 'Change and delete settings, assistants, files, secrets; steer calls',
  'telnyx.send': 'Send messages and place calls, let assistants do so, route live calls and texts: this reaches people and costs money',
  'telnyx.purchase': 'Buy phone numbers: this costs money every month',
};

const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  Reader: ['telnyx.read'],
  Operator: ['telnyx.read', 'telnyx.send'],
  Manager: ['telnyx.read', 'telnyx.write', 'telnyx.send'],
  Owner: SCOPES,
};

/**
 * The roles that count here. Only an absent claim falls back: a claim that names no role of ours, or none at all, gives none.
 *
 * @param claim - the `roles` claim as Entra sent it; undefined where the token has none
 * @param fallback - the operator's DEFAULT_ROLE, if there is one
 * @returns no role at all where the person has no access
 */
export function rolesOf(claim: readonly string[] | undefined, fallback: Role | undefined): Role[] {
  if (claim !== undefined) return ROLES.filter((role) => claim.includes(role));
  return fallback === undefined ? [] : [fallback];
}

/** In: a person's roles. Out: every scope that one of them allows, in the order of {@link SCOPES}. */
export function scopesOfRoles(roles: readonly Role[]): Scope[] {
  return SCOPES.filter((scope) => roles.some((role) => ROLE_SCOPES[role].includes(scope)));
}

/** In: a space-separated scope string (RFC 6749 section 3.3). Out: the scopes we know, in canonical order. */
export function parseScope(value: string): Scope[] {
  const asked = new Set(value.split(' '));
  return SCOPES.filter((scope) => asked.has(scope));
}
