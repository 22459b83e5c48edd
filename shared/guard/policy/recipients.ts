import type { RecipientRow } from '../ledger/index.ts';
import type { HeardOf } from '../heard.ts';
import { withoutLifted } from './opt-outs.ts';
import { dayOf, MINUTE_MS } from './time.ts';

const BURST_MS = 10 * MINUTE_MS;

/** @returns how many messages and calls went to a number on this day. A row of a later day counts: time never goes back. */
export const inDay = (row: RecipientRow | undefined, now: number): number => (row && row.day >= dayOf(now) ? row.inDay : 0);

/** @returns how many went to it in the last ten minutes, and after the last answer of the person: a dialogue is no burst */
export function inBurst(row: RecipientRow | undefined, heard: HeardOf | undefined, now: number): number {
  const since = Math.max(now - BURST_MS, heard?.answeredAt ?? -Infinity);
  return row?.recent.filter((at) => at > since).length ?? 0;
}

/**
 * @param burst of LIMIT_RECIPIENT: as many times are kept
 * @returns the row after a message or call
 */
export function reached(row: RecipientRow | undefined, heard: HeardOf | undefined, burst: number | undefined, now: number): RecipientRow {
  return {
    firstAt: row?.firstAt ?? now,
    // The last one stays in any case: the page shows it.
    recent: [...(row?.recent ?? []), now].slice(-Math.max(burst ?? 0, 1)),
    day: Math.max(row?.day ?? 0, dayOf(now)),
    inDay: inDay(row, now) + 1,
    optedOutAt: row?.optedOutAt,
    optOuts: row?.optOuts && withoutLifted(row.optOuts, heard),
  };
}

/**
 * Takes a message or call back that certainly did not go.
 *
 * @param at when it was counted
 */
export function recipientGivenBack(row: RecipientRow, at: number): RecipientRow {
  const index = row.recent.lastIndexOf(at);
  return {
    ...row,
    recent: index === -1 ? row.recent : row.recent.toSpliced(index, 1),
    inDay: row.day === dayOf(at) ? Math.max(0, row.inDay - 1) : row.inDay,
  };
}
