import { setTimeout as pause } from 'node:timers/promises';

export interface RetryLimits {
  /** Total limit, in seconds. */
  readonly seconds: number;
  /** Time between attempts, in seconds. */
  readonly between: number;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
}

/** `pending` says why there is no value yet. */
export type Attempt<Value> = { readonly value: Value } | { readonly pending: string };

/**
 * Repeats the attempt until there is a value. Prints a new reason once, then once a minute.
 * @returns the last attempt, which is pending after the time limit
 */
export async function retryUntil<Value>(
  { seconds, between, say }: RetryLimits,
  attempt: () => Promise<Attempt<Value>>,
): Promise<Attempt<Value>> {
  const startedAt = Date.now();
  let printed: { readonly reason: string; readonly at: number } | undefined;
  for (;;) {
    const last = await attempt();
    const waited = Math.round((Date.now() - startedAt) / 1000);
    if ('value' in last || waited + between > seconds) return last;
    if (printed?.reason !== last.pending || waited - printed.at >= 60) {
      printed = { reason: last.pending, at: waited };
      say(`  ${waited} s: ${last.pending}`);
    }
    await pause(between * 1000);
  }
}
