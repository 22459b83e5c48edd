import { ROLES, type Role } from '../settings/index.ts';

/** The scopes of our access tokens, from harmless to costly. A tool's risk names the one it needs. */
export const SCOPES = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'] as const;
export type Scope = (typeof SCOPES)[number];

/** What each scope allows, in words for a person. */
export const SCOPE_MEANING: Record<Scope, string> = {
  'telnyx.read': 'Look at everything in the account, the balance included',
  'telnyx.write': 'Change and delete settings, assistants, files, secrets; steer calls',
  'telnyx.send': 'Send messages and place calls: this reaches people and costs money',
  'telnyx.purchase': 'Buy phone numbers: this costs money every month',
};

const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  Reader: ['telnyx.read'],
  Operator: ['telnyx.read', 'telnyx.send'],
  Manager: ['telnyx.read', 'telnyx.write', 'telnyx.send'],
  Owner: SCOPES,
};

/** In: the `roles` claim (unknown names are ignored). Out: the known roles, or `fallback` where there is none. */
export function rolesOf(claim: readonly string[], fallback: Role): Role[] {
  const known = ROLES.filter((role) => claim.includes(role));
  return known.length > 0 ? known : [fallback];
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
