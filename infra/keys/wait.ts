import { setTimeout as sleep } from 'node:timers/promises';
import { dueAt, nextKey } from './key-set.ts';
import { dueMinute } from './report.ts';
import type { Outcome } from './update-secrets.ts';

const MINUTE_MS = 60_000;

/** In: both secrets. Out: when the last key that waits for its turn may be activated (unix seconds); undefined where none waits. */
export function lastActivation(outcomes: readonly Outcome[]): number | undefined {
  const times = outcomes.flatMap(({ kind, set }) => {
    const next = set && nextKey(kind, set);
    return (next && dueAt(kind, 'next', next)) ?? [];
  });
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Waits until `due` (unix seconds), with a line a minute. The clock is looked at each time: a laptop may sleep meanwhile. */
export async function waitUntil(due: number, say: (line: string) => void): Promise<void> {
  for (;;) {
    const left = due * 1000 - Date.now();
    if (left <= 0) return;
    say(`Waiting until ${dueMinute(due)}: ${Math.ceil(left / MINUTE_MS)} min. Interrupting is safe: rotate goes on from here.`);
    await sleep(Math.min(left, MINUTE_MS));
  }
}
