/**
 * What a tool can do to the world:
 * `read` looks · `write` adds or changes what nobody relied on · `outbound` reaches a person · `purchase` spends on goods ·
 * `destructive` overwrites or deletes what was there · `credential` stores a secret.
 */
export const RISK_NAMES = ['read', 'write', 'outbound', 'purchase', 'destructive', 'credential'] as const;
export type Risk = (typeof RISK_NAMES)[number];
