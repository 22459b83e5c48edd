import { setTimeout as pause } from 'node:timers/promises';

interface Pace {
  /** Items of one batch, which run at the same time. */
  readonly size: number;
  /** Between the end of one batch and the start of the next. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` for every item, a batch at a time: for operations of which Telnyx takes only a few each second.
 *
 * @returns the results, in the order of the items
 * @throws the first error. No batch is started after it, nor after the end of the call.
 */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  { size, pauseMs, signal }: Pace,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await pause(pauseMs, undefined, { signal });
    results.push(...(await Promise.all(items.slice(at, at + size).map(work))));
  }
  return results;
}
