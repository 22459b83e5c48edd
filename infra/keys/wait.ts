import { setTimeout as sleep } from 'node:timers/promises';
import { dueAt, nextKey } from './key-set.ts';
import { dueMinute } from './report.ts';
import type { Outcome } from './update-secrets.ts';

const MINUTE_MS = 60_000;

/** @returns when the last published key can be activated, in unix seconds; undefined where there is none */
export function lastActivation(outcomes: readonly Outcome[]): number | undefined {
  const times = outcomes.flatMap(({ kind, set }) => {
    const next = set && nextKey(kind, set);
    return (next && dueAt(kind, 'next', next)) ?? [];
  });
  return times.length === 0 ? undefined : Math.max(...times);
}

/**
 * Waits with a line each minute. Reads the clock each time, because a laptop may sleep.
 * @param due unix seconds
 */
export async function waitUntil(due: number, say: (line: string) => void): Promise<void> {
  for (;;) {
    const left = due * 1000 - Date.now();
    if (left <= 0) return;
    say(`Waiting until ${dueMinute(due)}: ${Math.ceil(left / MINUTE_MS)} min. You can interrupt: rotate continues from here.`);
    await sleep(Math.min(left, MINUTE_MS));
  }
}
