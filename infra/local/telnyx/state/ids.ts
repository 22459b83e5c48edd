import { createHash } from 'node:crypto';

/** A UUID that is always the same for the same seed: what an account starts with has stable ids. */
export function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Ids of the second kind: integers above 2^53 that only survive as strings. */
export function createNumericIds(first = 1293384261075731499n): () => string {
  let next = first;
  return () => String(next++);
}

/** ISO 8601 with milliseconds, UTC. */
export const iso = (at: number): string => new Date(at).toISOString();
