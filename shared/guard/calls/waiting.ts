import { setTimeout as wait } from 'node:timers/promises';
import { ApprovalRow, CallRow, KEY, type Ledger } from '../ledger/index.ts';
import type { Presence } from './outcome.ts';

/** Shorter than the timeouts of clients. */
const FOR_DECISION_MS = 40_000;
const DECISION_EVERY_MS = 2_000;
const FOR_RECEIPT_MS = 20_000;
const RECEIPT_EVERY_MS = 1_000;

/** Waits until a person has decided, 40 s at most, or until nobody waits any more. */
export function untilDecided(ledger: Ledger, id: string, presence: Presence): Promise<boolean> {
  presence.progress('Waiting for a person to decide');
  return watch(presence, FOR_DECISION_MS, DECISION_EVERY_MS, async () => {
    const { row } = await ledger.one(KEY.approval(id), ApprovalRow);
    return row?.state !== 'waiting';
  });
}

/** Waits until the same call, which is being carried out, has left its receipt: 20 s at most. */
export function untilReceipt(ledger: Ledger, keys: readonly string[], presence: Presence): Promise<boolean> {
  presence.progress('Waiting for the receipt of the same call');
  return watch(presence, FOR_RECEIPT_MS, RECEIPT_EVERY_MS, async () => {
    const rows = await Promise.all(keys.map((key) => ledger.one(key, CallRow)));
    return !rows.some(({ row, at }) => row?.state === 'sending' && at < row.overAt);
  });
}

async function watch({ signal }: Presence, forMs: number, everyMs: number, isOver: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + forMs;
  while (!signal.aborted && performance.now() < until) {
    if (await isOver()) return true;
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
