/**
 * What a tool can do to the world:
 * `read` looks · `write` adds or changes what nobody relied on · `outbound` reaches a person · `purchase` spends on goods ·
 * `destructive` overwrites or deletes what was there · `credential` stores a secret.
 */
export type Risk = 'read' | 'write' | 'outbound' | 'purchase' | 'destructive' | 'credential';
