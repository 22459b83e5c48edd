/** The value below which `share` (0 to 1) of the sorted samples lie; NaN for none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** The middle sample: robust where a shared machine stalls now and then. */
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);
