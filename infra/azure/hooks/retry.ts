import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** How long to try altogether, in seconds. */
  readonly seconds: number;
  /** How long to wait between two tries, in seconds. */
  readonly between: number;
  /** A line of progress for the person who waits. */
  readonly say: (line: string) => void;
}

/** One try: what was waited for, or why it is not there yet. */
export type Attempt<Value> = { readonly value: Value } | { readonly pending: string };

/**
 * Tries again until there is a value. Out: the last attempt, which is still pending where patience ran out. The same reason is told
 * once, and then once a minute.
 */
export async function patiently<Value>(
  { seconds, between, say }: Patience,
  attempt: () => Promise<Attempt<Value>>,
): Promise<Attempt<Value>> {
  const begun = Date.now();
  let told: { readonly reason: string; readonly at: number } | undefined;
  for (;;) {
    const last = await attempt();
    const waited = Math.round((Date.now() - begun) / 1000);
    if ('value' in last || waited + between > seconds) return last;
    if (told?.reason !== last.pending || waited - told.at >= 60) {
      told = { reason: last.pending, at: waited };
      say(`  ${waited} s: ${last.pending}`);
    }
    await pause(between * 1000);
  }
}
