import type { Counters } from '../ledger/index.ts';

// All times are milliseconds since the epoch.
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Minutes and UTC days, counted from the epoch. */
export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/**
 * The time of a decision. It never goes back: a clock that is late opens no limit.
 *
 * @param date as the table service says it
 */
export const timeOf = (date: number, ...counters: readonly Counters[]): number => Math.max(date, ...counters.map(({ at }) => at));

/** @returns `14:01 UTC` */
export const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;

/** @returns `14:03:00 UTC`, with the day where it is another one than that of `now` */
export function opening(at: number, now: number): string {
  const written = new Date(at).toISOString();
  const time = `${written.slice(11, 19)} UTC`;
  return dayOf(at) === dayOf(now) ? `at ${time}` : `on ${written.slice(0, 10)} at ${time}`;
}

/** @returns `2026-11-02` */
export const date = (at: number): string => new Date(at).toISOString().slice(0, 10);
